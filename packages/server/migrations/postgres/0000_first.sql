CREATE TABLE "companies" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"phone" text COLLATE "C" DEFAULT '' NOT NULL,
	"email" text COLLATE "C" DEFAULT '' NOT NULL,
	"address" json NOT NULL,
	"lang" text COLLATE "C" DEFAULT 'fr' NOT NULL,
	"time_zone" text COLLATE "C" DEFAULT 'Europe/Paris' NOT NULL,
	"branding" json NOT NULL,
	"logo" json NOT NULL,
	"options" json NOT NULL,
	"types" json NOT NULL,
	"link_days" bigint DEFAULT 180 NOT NULL,
	"portal_url" text COLLATE "C",
	"allowed_origins" json NOT NULL,
	"customer_number" bigint DEFAULT 0 NOT NULL,
	"intervention_number" bigint DEFAULT 0 NOT NULL,
	"dossier_number" bigint DEFAULT 0 NOT NULL,
	"journal_position" bigint DEFAULT 0 NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logos" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"content" text COLLATE "C" NOT NULL,
	CONSTRAINT "logos_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"civility" text COLLATE "C" DEFAULT '' NOT NULL,
	"first_name" text COLLATE "C" NOT NULL,
	"last_name" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"name_folded" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"email_folded" text COLLATE "C" NOT NULL,
	"landline" text COLLATE "C" DEFAULT '' NOT NULL,
	"mobile" text COLLATE "C" DEFAULT '' NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"rights" json NOT NULL,
	"lang" text COLLATE "C" DEFAULT 'fr' NOT NULL,
	"status" text COLLATE "C" DEFAULT 'invited' NOT NULL,
	"password_hash" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "members_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"first_name" text COLLATE "C" DEFAULT '' NOT NULL,
	"last_name" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"name_folded" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" DEFAULT 'active' NOT NULL,
	"address" json NOT NULL,
	"extra" text COLLATE "C" DEFAULT '' NOT NULL,
	"options" json NOT NULL,
	"external_id" text COLLATE "C",
	"archived_at" text COLLATE "C",
	"archived_by" text COLLATE "C",
	"binned_at" text COLLATE "C",
	"binned_by" text COLLATE "C",
	"binned_with" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "customers_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C" NOT NULL,
	"first_name" text COLLATE "C" DEFAULT '' NOT NULL,
	"last_name" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" DEFAULT '' NOT NULL,
	"email_folded" text COLLATE "C" DEFAULT '' NOT NULL,
	"phone" text COLLATE "C" DEFAULT '' NOT NULL,
	"lang" text COLLATE "C" DEFAULT 'fr' NOT NULL,
	"main" boolean DEFAULT false NOT NULL,
	"rights" json NOT NULL,
	"external_id" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"removed_at" text COLLATE "C",
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "contacts_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"name_folded" text COLLATE "C" NOT NULL,
	"address" json NOT NULL,
	"contact" json,
	"external_id" text COLLATE "C",
	"archived_at" text COLLATE "C",
	"archived_by" text COLLATE "C",
	"binned_at" text COLLATE "C",
	"binned_by" text COLLATE "C",
	"binned_with" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "sites_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "equipment" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C" NOT NULL,
	"site_id" text COLLATE "C",
	"kind" text COLLATE "C" NOT NULL,
	"kind_folded" text COLLATE "C" NOT NULL,
	"brand" text COLLATE "C" DEFAULT '' NOT NULL,
	"model" text COLLATE "C" DEFAULT '' NOT NULL,
	"serial_number" text COLLATE "C" DEFAULT '' NOT NULL,
	"installed_on" text COLLATE "C",
	"warranty_until" text COLLATE "C",
	"external_id" text COLLATE "C",
	"archived_at" text COLLATE "C",
	"archived_by" text COLLATE "C",
	"binned_at" text COLLATE "C",
	"binned_by" text COLLATE "C",
	"binned_with" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "equipment_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "dossiers" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" DEFAULT 'open' NOT NULL,
	"starts_on" text COLLATE "C",
	"last_position" bigint DEFAULT 0 NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "dossiers_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "dossier_participants" (
	"company_id" text COLLATE "C" NOT NULL,
	"dossier_id" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C" NOT NULL,
	"reference" text COLLATE "C" DEFAULT '' NOT NULL,
	CONSTRAINT "dossier_participants_company_id_dossier_id_customer_id_pk" PRIMARY KEY("company_id","dossier_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "stakeholders" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"dossier_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"email_folded" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" DEFAULT '' NOT NULL,
	"reference" text COLLATE "C" DEFAULT '' NOT NULL,
	"lang" text COLLATE "C" DEFAULT 'fr' NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"removed_at" text COLLATE "C",
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "stakeholders_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"dossier_id" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"member_id" text COLLATE "C",
	"contact_id" text COLLATE "C",
	"stakeholder_id" text COLLATE "C",
	"body" text COLLATE "C" NOT NULL,
	"sent_under" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"edited_at" text COLLATE "C",
	"withdrawn_at" text COLLATE "C",
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "messages_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "interventions" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"customer_id" text COLLATE "C" NOT NULL,
	"site_id" text COLLATE "C",
	"equipment_id" text COLLATE "C",
	"dossier_id" text COLLATE "C",
	"assignee_id" text COLLATE "C",
	"type" text COLLATE "C",
	"description" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"inbox" boolean NOT NULL,
	"date" text COLLATE "C" NOT NULL,
	"window_start" text COLLATE "C",
	"window_end" text COLLATE "C",
	"address" json NOT NULL,
	"contact" json NOT NULL,
	"fields" json NOT NULL,
	"incomplete" boolean DEFAULT false NOT NULL,
	"reschedule_requested" boolean DEFAULT false NOT NULL,
	"external_id" text COLLATE "C",
	"archived_at" text COLLATE "C",
	"archived_by" text COLLATE "C",
	"binned_at" text COLLATE "C",
	"binned_by" text COLLATE "C",
	"binned_with" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "interventions_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "intervention_moves" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"intervention_id" text COLLATE "C" NOT NULL,
	"to" text COLLATE "C" NOT NULL,
	"act" text COLLATE "C",
	"at" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C",
	"reason" text COLLATE "C",
	CONSTRAINT "intervention_moves_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "reschedule_requests" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"intervention_id" text COLLATE "C" NOT NULL,
	"wish" text COLLATE "C" NOT NULL,
	"at" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"outcome" text COLLATE "C",
	"answered_at" text COLLATE "C",
	CONSTRAINT "reschedule_requests_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "backfills" (
	"company_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "backfills_company_id_kind_subject_pk" PRIMARY KEY("company_id","kind","subject")
);
--> statement-breakpoint
CREATE TABLE "fields" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"label" json NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	"choices" json NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "fields_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"owner" text COLLATE "C" NOT NULL,
	"intervention_id" text COLLATE "C",
	"customer_id" text COLLATE "C",
	"dossier_id" text COLLATE "C",
	"message_id" text COLLATE "C",
	"name" text COLLATE "C" NOT NULL,
	"media_type" text COLLATE "C" NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text COLLATE "C" NOT NULL,
	"width" bigint,
	"height" bigint,
	"thumbnail" text COLLATE "C" NOT NULL,
	"claimed_at" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	CONSTRAINT "files_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"prefix" text COLLATE "C" NOT NULL,
	"secret_hash" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"rights" json NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C",
	"last_used_at" text COLLATE "C",
	"revoked_at" text COLLATE "C",
	CONSTRAINT "keys_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C",
	"contact_id" text COLLATE "C",
	"stakeholder_id" text COLLATE "C",
	"scope_kind" text COLLATE "C" NOT NULL,
	"scope_id" text COLLATE "C" NOT NULL,
	"delivery" text COLLATE "C" NOT NULL,
	"mailed_with" text COLLATE "C",
	"created_at" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C",
	"expires_at" text COLLATE "C" NOT NULL,
	"last_used_at" text COLLATE "C",
	"revoked_at" text COLLATE "C",
	CONSTRAINT "links_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C",
	"contact_id" text COLLATE "C",
	"stakeholder_id" text COLLATE "C",
	"link_id" text COLLATE "C",
	"key_id" text COLLATE "C",
	"parent_id" text COLLATE "C",
	"scope_kind" text COLLATE "C",
	"scope_id" text COLLATE "C",
	"cookie_hash" text COLLATE "C",
	"device" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"last_used_at" text COLLATE "C" NOT NULL,
	"password_at" text COLLATE "C",
	"expires_at" text COLLATE "C" NOT NULL,
	"ended_at" text COLLATE "C",
	CONSTRAINT "sessions_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "password_tokens" (
	"company_id" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"member_id" text COLLATE "C" NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"expires_at" text COLLATE "C" NOT NULL,
	"used_at" text COLLATE "C",
	CONSTRAINT "password_tokens_company_id_hash_pk" PRIMARY KEY("company_id","hash")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text COLLATE "C" PRIMARY KEY NOT NULL,
	"public_jwk" json NOT NULL,
	"private_sealed" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"retired_at" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "lookups" (
	"kind" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"company_id" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "lookups_kind_value_company_id_subject_id_pk" PRIMARY KEY("kind","value","company_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"company_id" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"at" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"subject_type" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"audience" json NOT NULL,
	"fields" json NOT NULL,
	CONSTRAINT "journal_company_id_position_pk" PRIMARY KEY("company_id","position")
);
--> statement-breakpoint
CREATE TABLE "journal_readers" (
	"company_id" text COLLATE "C" NOT NULL,
	"reader" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "journal_readers_company_id_reader_pk" PRIMARY KEY("company_id","reader")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"incarnation" text COLLATE "C",
	"identity" text COLLATE "C" NOT NULL,
	"started_at" text COLLATE "C" NOT NULL,
	"probed_at" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"company_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"recipient" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C",
	"subject_id" text COLLATE "C" NOT NULL,
	"customer_id" text COLLATE "C",
	"dossier_id" text COLLATE "C",
	"gathered" json NOT NULL,
	"count" bigint DEFAULT 1 NOT NULL,
	"status" text COLLATE "C" DEFAULT 'waiting' NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	"next_attempt_at" text COLLATE "C",
	"claimed_until" text COLLATE "C",
	"sent_at" text COLLATE "C",
	"last_error" text COLLATE "C",
	CONSTRAINT "outbox_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"company_id" text COLLATE "C" NOT NULL,
	"principal" text COLLATE "C" NOT NULL,
	"messages" text COLLATE "C" DEFAULT 'all' NOT NULL,
	"secret_hash" text COLLATE "C",
	CONSTRAINT "notifications_company_id_principal_pk" PRIMARY KEY("company_id","principal")
);
--> statement-breakpoint
CREATE TABLE "searched" (
	"company_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"id" text COLLATE "C",
	"words" text COLLATE "C" NOT NULL,
	CONSTRAINT "searched_company_id_kind_number_pk" PRIMARY KEY("company_id","kind","number")
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"company_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	CONSTRAINT "search_words_company_id_kind_word_number_pk" PRIMARY KEY("company_id","kind","word","number")
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"company_id" text COLLATE "C" NOT NULL,
	"principal" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"request_hash" text COLLATE "C" NOT NULL,
	"status" bigint NOT NULL,
	"reply" text COLLATE "C" NOT NULL,
	"created_at" text COLLATE "C" NOT NULL,
	CONSTRAINT "idempotency_company_id_principal_key_pk" PRIMARY KEY("company_id","principal","key")
);
--> statement-breakpoint
ALTER TABLE "logos" ADD CONSTRAINT "logos_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment" ADD CONSTRAINT "equipment_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment" ADD CONSTRAINT "equipment_site_id_fk" FOREIGN KEY ("company_id","site_id") REFERENCES "public"."sites"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossiers" ADD CONSTRAINT "dossiers_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier_participants" ADD CONSTRAINT "dossier_participants_dossier_id_fk" FOREIGN KEY ("company_id","dossier_id") REFERENCES "public"."dossiers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier_participants" ADD CONSTRAINT "dossier_participants_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stakeholders" ADD CONSTRAINT "stakeholders_dossier_id_fk" FOREIGN KEY ("company_id","dossier_id") REFERENCES "public"."dossiers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_dossier_id_fk" FOREIGN KEY ("company_id","dossier_id") REFERENCES "public"."dossiers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_member_id_fk" FOREIGN KEY ("company_id","member_id") REFERENCES "public"."members"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_contact_id_fk" FOREIGN KEY ("company_id","contact_id") REFERENCES "public"."contacts"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_stakeholder_id_fk" FOREIGN KEY ("company_id","stakeholder_id") REFERENCES "public"."stakeholders"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_site_id_fk" FOREIGN KEY ("company_id","site_id") REFERENCES "public"."sites"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_equipment_id_fk" FOREIGN KEY ("company_id","equipment_id") REFERENCES "public"."equipment"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_dossier_id_fk" FOREIGN KEY ("company_id","dossier_id") REFERENCES "public"."dossiers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_assignee_id_fk" FOREIGN KEY ("company_id","assignee_id") REFERENCES "public"."members"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_moves" ADD CONSTRAINT "intervention_moves_intervention_id_fk" FOREIGN KEY ("company_id","intervention_id") REFERENCES "public"."interventions"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reschedule_requests" ADD CONSTRAINT "reschedule_requests_intervention_id_fk" FOREIGN KEY ("company_id","intervention_id") REFERENCES "public"."interventions"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fields" ADD CONSTRAINT "fields_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_intervention_id_fk" FOREIGN KEY ("company_id","intervention_id") REFERENCES "public"."interventions"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_dossier_id_fk" FOREIGN KEY ("company_id","dossier_id") REFERENCES "public"."dossiers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_message_id_fk" FOREIGN KEY ("company_id","message_id") REFERENCES "public"."messages"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_customer_id_fk" FOREIGN KEY ("company_id","customer_id") REFERENCES "public"."customers"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_contact_id_fk" FOREIGN KEY ("company_id","contact_id") REFERENCES "public"."contacts"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_stakeholder_id_fk" FOREIGN KEY ("company_id","stakeholder_id") REFERENCES "public"."stakeholders"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_id_fk" FOREIGN KEY ("company_id","member_id") REFERENCES "public"."members"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_contact_id_fk" FOREIGN KEY ("company_id","contact_id") REFERENCES "public"."contacts"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_stakeholder_id_fk" FOREIGN KEY ("company_id","stakeholder_id") REFERENCES "public"."stakeholders"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_link_id_fk" FOREIGN KEY ("company_id","link_id") REFERENCES "public"."links"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_key_id_fk" FOREIGN KEY ("company_id","key_id") REFERENCES "public"."keys"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_tokens" ADD CONSTRAINT "password_tokens_member_id_fk" FOREIGN KEY ("company_id","member_id") REFERENCES "public"."members"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal" ADD CONSTRAINT "journal_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_readers" ADD CONSTRAINT "journal_readers_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_company_id_companies_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."companies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "members" USING btree ("company_id","email_folded");--> statement-breakpoint
CREATE INDEX "members_name" ON "members" USING btree ("company_id","name_folded","id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_number" ON "customers" USING btree ("company_id","number");--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" USING btree ("company_id","name_folded","id");--> statement-breakpoint
CREATE INDEX "customers_status" ON "customers" USING btree ("company_id","status","name_folded","id");--> statement-breakpoint
CREATE INDEX "customers_archived" ON "customers" USING btree ("company_id","name_folded","id") WHERE "customers"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX "customers_binned" ON "customers" USING btree ("company_id","binned_at","id") WHERE "customers"."binned_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external_id" ON "customers" USING btree ("company_id","external_id");--> statement-breakpoint
CREATE INDEX "contacts_customer" ON "contacts" USING btree ("company_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "contacts_email" ON "contacts" USING btree ("company_id","email_folded");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_external_id" ON "contacts" USING btree ("company_id","external_id");--> statement-breakpoint
CREATE INDEX "sites_customer" ON "sites" USING btree ("company_id","customer_id","name_folded","id","binned_at");--> statement-breakpoint
CREATE INDEX "sites_name" ON "sites" USING btree ("company_id","name_folded","id");--> statement-breakpoint
CREATE INDEX "sites_archived" ON "sites" USING btree ("company_id","name_folded","id") WHERE "sites"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX "sites_binned" ON "sites" USING btree ("company_id","binned_at","id") WHERE "sites"."binned_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sites_external_id" ON "sites" USING btree ("company_id","external_id");--> statement-breakpoint
CREATE INDEX "equipment_customer" ON "equipment" USING btree ("company_id","customer_id","kind_folded","id","binned_at");--> statement-breakpoint
CREATE INDEX "equipment_site" ON "equipment" USING btree ("company_id","site_id","kind_folded","id");--> statement-breakpoint
CREATE INDEX "equipment_kind" ON "equipment" USING btree ("company_id","kind_folded","id");--> statement-breakpoint
CREATE INDEX "equipment_archived" ON "equipment" USING btree ("company_id","kind_folded","id") WHERE "equipment"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX "equipment_binned" ON "equipment" USING btree ("company_id","binned_at","id") WHERE "equipment"."binned_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "equipment_external_id" ON "equipment" USING btree ("company_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dossiers_number" ON "dossiers" USING btree ("company_id","number");--> statement-breakpoint
CREATE INDEX "dossiers_status" ON "dossiers" USING btree ("company_id","status","id");--> statement-breakpoint
CREATE INDEX "dossier_participants_customer" ON "dossier_participants" USING btree ("company_id","customer_id","dossier_id");--> statement-breakpoint
CREATE INDEX "stakeholders_dossier" ON "stakeholders" USING btree ("company_id","dossier_id","id");--> statement-breakpoint
CREATE INDEX "stakeholders_email" ON "stakeholders" USING btree ("company_id","email_folded");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_position" ON "messages" USING btree ("company_id","dossier_id","position");--> statement-breakpoint
CREATE INDEX "messages_contact" ON "messages" USING btree ("company_id","contact_id","dossier_id") WHERE contact_id is not null;--> statement-breakpoint
CREATE INDEX "messages_stakeholder" ON "messages" USING btree ("company_id","stakeholder_id","dossier_id") WHERE stakeholder_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "interventions_number" ON "interventions" USING btree ("company_id","number");--> statement-breakpoint
CREATE INDEX "interventions_date" ON "interventions" USING btree ("company_id","date","id");--> statement-breakpoint
CREATE INDEX "interventions_inbox" ON "interventions" USING btree ("company_id","inbox","date","id","binned_at");--> statement-breakpoint
CREATE INDEX "interventions_incomplete" ON "interventions" USING btree ("company_id","date","id") WHERE "interventions"."incomplete";--> statement-breakpoint
CREATE INDEX "interventions_planned" ON "interventions" USING btree ("company_id","window_end","id","binned_at") WHERE "interventions"."status" in ('scheduled', 'en_route', 'in_progress');--> statement-breakpoint
CREATE INDEX "interventions_archived" ON "interventions" USING btree ("company_id","date","id") WHERE "interventions"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX "interventions_binned" ON "interventions" USING btree ("company_id","binned_at","id") WHERE "interventions"."binned_at" is not null;--> statement-breakpoint
CREATE INDEX "interventions_status" ON "interventions" USING btree ("company_id","status","date","id","binned_at");--> statement-breakpoint
CREATE INDEX "interventions_customer" ON "interventions" USING btree ("company_id","customer_id","date","id");--> statement-breakpoint
CREATE INDEX "interventions_customer_number" ON "interventions" USING btree ("company_id","customer_id","number","status","binned_at");--> statement-breakpoint
CREATE INDEX "interventions_site" ON "interventions" USING btree ("company_id","site_id","date","id");--> statement-breakpoint
CREATE INDEX "interventions_equipment" ON "interventions" USING btree ("company_id","equipment_id","date","id");--> statement-breakpoint
CREATE INDEX "interventions_dossier" ON "interventions" USING btree ("company_id","dossier_id","date","id") WHERE "interventions"."dossier_id" is not null;--> statement-breakpoint
CREATE INDEX "interventions_assignee" ON "interventions" USING btree ("company_id","assignee_id","date","id");--> statement-breakpoint
CREATE UNIQUE INDEX "interventions_external_id" ON "interventions" USING btree ("company_id","external_id");--> statement-breakpoint
CREATE INDEX "intervention_moves_intervention" ON "intervention_moves" USING btree ("company_id","intervention_id","id");--> statement-breakpoint
CREATE INDEX "reschedule_requests_intervention" ON "reschedule_requests" USING btree ("company_id","intervention_id","id");--> statement-breakpoint
CREATE INDEX "fields_position" ON "fields" USING btree ("company_id","position","id");--> statement-breakpoint
CREATE INDEX "files_intervention" ON "files" USING btree ("company_id","intervention_id","id");--> statement-breakpoint
CREATE INDEX "files_holder" ON "files" USING btree ("company_id","customer_id","id") WHERE intervention_id is null;--> statement-breakpoint
CREATE INDEX "files_dossier" ON "files" USING btree ("company_id","dossier_id","id") WHERE dossier_id is not null;--> statement-breakpoint
CREATE INDEX "files_message" ON "files" USING btree ("company_id","message_id","id") WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX "files_unclaimed" ON "files" USING btree ("company_id","id","owner") WHERE claimed_at is null;--> statement-breakpoint
CREATE INDEX "files_thumbnail_pending" ON "files" USING btree ("created_at") WHERE thumbnail = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "keys_secret" ON "keys" USING btree ("company_id","secret_hash");--> statement-breakpoint
CREATE INDEX "links_customer" ON "links" USING btree ("company_id","customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "links_company" ON "links" USING btree ("company_id","created_at","id");--> statement-breakpoint
CREATE INDEX "links_contact" ON "links" USING btree ("company_id","contact_id");--> statement-breakpoint
CREATE INDEX "links_stakeholder" ON "links" USING btree ("company_id","stakeholder_id");--> statement-breakpoint
CREATE INDEX "links_mailed_with" ON "links" USING btree ("company_id","mailed_with");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_cookie" ON "sessions" USING btree ("company_id","cookie_hash");--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("company_id","member_id");--> statement-breakpoint
CREATE INDEX "sessions_contact" ON "sessions" USING btree ("company_id","contact_id");--> statement-breakpoint
CREATE INDEX "sessions_stakeholder" ON "sessions" USING btree ("company_id","stakeholder_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "password_tokens_member" ON "password_tokens" USING btree ("company_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_entry" ON "outbox" USING btree ("company_id","position","recipient");--> statement-breakpoint
CREATE INDEX "outbox_list" ON "outbox" USING btree ("company_id","created_at","id");--> statement-breakpoint
CREATE INDEX "outbox_status" ON "outbox" USING btree ("company_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("status","next_attempt_at");--> statement-breakpoint
CREATE INDEX "outbox_recipient" ON "outbox" USING btree ("company_id","recipient","status","position");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_secret" ON "notifications" USING btree ("company_id","secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "searched_id" ON "searched" USING btree ("company_id","kind","id") WHERE "searched"."id" is not null;--> statement-breakpoint
CREATE INDEX "idempotency_age" ON "idempotency" USING btree ("created_at");