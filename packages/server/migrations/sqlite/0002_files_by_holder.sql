DROP INDEX `files_customer`;--> statement-breakpoint
CREATE INDEX `files_holder` ON `files` (`company_id`,`customer_id`,`intervention_id`,`id`);