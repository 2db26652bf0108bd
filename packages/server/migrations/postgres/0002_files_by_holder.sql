DROP INDEX "files_customer";--> statement-breakpoint
CREATE INDEX "files_holder" ON "files" USING btree ("company_id","customer_id","intervention_id","id");