CREATE TABLE `companies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`address` text NOT NULL,
	`lang` text DEFAULT 'fr' NOT NULL,
	`time_zone` text DEFAULT 'Europe/Paris' NOT NULL,
	`branding` text NOT NULL,
	`logo` text NOT NULL,
	`options` text NOT NULL,
	`types` text NOT NULL,
	`link_days` integer DEFAULT 180 NOT NULL,
	`portal_url` text,
	`allowed_origins` text NOT NULL,
	`customer_number` integer DEFAULT 0 NOT NULL,
	`intervention_number` integer DEFAULT 0 NOT NULL,
	`dossier_number` integer DEFAULT 0 NOT NULL,
	`journal_position` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `logos` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `members` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`civility` text DEFAULT '' NOT NULL,
	`first_name` text NOT NULL,
	`last_name` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`email` text NOT NULL,
	`email_folded` text NOT NULL,
	`landline` text DEFAULT '' NOT NULL,
	`mobile` text DEFAULT '' NOT NULL,
	`role` text NOT NULL,
	`rights` text NOT NULL,
	`lang` text DEFAULT 'fr' NOT NULL,
	`status` text DEFAULT 'invited' NOT NULL,
	`password_hash` text,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_email` ON `members` (`company_id`,`email_folded`);--> statement-breakpoint
CREATE INDEX `members_name` ON `members` (`company_id`,`name_folded`,`id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`last_name` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`address` text NOT NULL,
	`extra` text DEFAULT '' NOT NULL,
	`options` text NOT NULL,
	`external_id` text,
	`archived_at` text,
	`archived_by` text,
	`binned_at` text,
	`binned_by` text,
	`binned_with` text,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_number` ON `customers` (`company_id`,`number`);--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (`company_id`,`name_folded`,`id`);--> statement-breakpoint
CREATE INDEX `customers_status` ON `customers` (`company_id`,`status`,`name_folded`,`id`);--> statement-breakpoint
CREATE INDEX `customers_archived` ON `customers` (`company_id`,`name_folded`,`id`) WHERE "customers"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX `customers_binned` ON `customers` (`company_id`,`binned_at`,`id`) WHERE "customers"."binned_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `customers_external_id` ON `customers` (`company_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	`first_name` text DEFAULT '' NOT NULL,
	`last_name` text NOT NULL,
	`name` text NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`email_folded` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`lang` text DEFAULT 'fr' NOT NULL,
	`main` integer DEFAULT false NOT NULL,
	`rights` text NOT NULL,
	`external_id` text,
	`created_at` text NOT NULL,
	`removed_at` text,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contacts_customer` ON `contacts` (`company_id`,`customer_id`,`id`);--> statement-breakpoint
CREATE INDEX `contacts_email` ON `contacts` (`company_id`,`email_folded`);--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_external_id` ON `contacts` (`company_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `sites` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`address` text NOT NULL,
	`contact` text,
	`external_id` text,
	`archived_at` text,
	`archived_by` text,
	`binned_at` text,
	`binned_by` text,
	`binned_with` text,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sites_customer` ON `sites` (`company_id`,`customer_id`,`name_folded`,`id`,`binned_at`);--> statement-breakpoint
CREATE INDEX `sites_name` ON `sites` (`company_id`,`name_folded`,`id`);--> statement-breakpoint
CREATE INDEX `sites_archived` ON `sites` (`company_id`,`name_folded`,`id`) WHERE "sites"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX `sites_binned` ON `sites` (`company_id`,`binned_at`,`id`) WHERE "sites"."binned_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `sites_external_id` ON `sites` (`company_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `equipment` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	`site_id` text,
	`kind` text NOT NULL,
	`kind_folded` text NOT NULL,
	`brand` text DEFAULT '' NOT NULL,
	`model` text DEFAULT '' NOT NULL,
	`serial_number` text DEFAULT '' NOT NULL,
	`installed_on` text,
	`warranty_until` text,
	`external_id` text,
	`archived_at` text,
	`archived_by` text,
	`binned_at` text,
	`binned_by` text,
	`binned_with` text,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`site_id`) REFERENCES `sites`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `equipment_customer` ON `equipment` (`company_id`,`customer_id`,`kind_folded`,`id`,`binned_at`);--> statement-breakpoint
CREATE INDEX `equipment_site` ON `equipment` (`company_id`,`site_id`,`kind_folded`,`id`);--> statement-breakpoint
CREATE INDEX `equipment_kind` ON `equipment` (`company_id`,`kind_folded`,`id`);--> statement-breakpoint
CREATE INDEX `equipment_archived` ON `equipment` (`company_id`,`kind_folded`,`id`) WHERE "equipment"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX `equipment_binned` ON `equipment` (`company_id`,`binned_at`,`id`) WHERE "equipment"."binned_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `equipment_external_id` ON `equipment` (`company_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `dossiers` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`starts_on` text,
	`last_position` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dossiers_number` ON `dossiers` (`company_id`,`number`);--> statement-breakpoint
CREATE INDEX `dossiers_status` ON `dossiers` (`company_id`,`status`,`id`);--> statement-breakpoint
CREATE TABLE `dossier_participants` (
	`company_id` text NOT NULL,
	`dossier_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`reference` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`company_id`, `dossier_id`, `customer_id`),
	FOREIGN KEY (`company_id`,`dossier_id`) REFERENCES `dossiers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dossier_participants_customer` ON `dossier_participants` (`company_id`,`customer_id`,`dossier_id`);--> statement-breakpoint
CREATE TABLE `stakeholders` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`dossier_id` text NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_folded` text NOT NULL,
	`role` text DEFAULT '' NOT NULL,
	`reference` text DEFAULT '' NOT NULL,
	`lang` text DEFAULT 'fr' NOT NULL,
	`created_at` text NOT NULL,
	`removed_at` text,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`dossier_id`) REFERENCES `dossiers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stakeholders_dossier` ON `stakeholders` (`company_id`,`dossier_id`,`id`);--> statement-breakpoint
CREATE INDEX `stakeholders_email` ON `stakeholders` (`company_id`,`email_folded`);--> statement-breakpoint
CREATE TABLE `messages` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`dossier_id` text NOT NULL,
	`position` integer NOT NULL,
	`member_id` text,
	`contact_id` text,
	`stakeholder_id` text,
	`body` text NOT NULL,
	`sent_under` text,
	`created_at` text NOT NULL,
	`edited_at` text,
	`withdrawn_at` text,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`dossier_id`) REFERENCES `dossiers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`member_id`) REFERENCES `members`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`contact_id`) REFERENCES `contacts`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`stakeholder_id`) REFERENCES `stakeholders`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_position` ON `messages` (`company_id`,`dossier_id`,`position`);--> statement-breakpoint
CREATE INDEX `messages_contact` ON `messages` (`company_id`,`contact_id`,`dossier_id`) WHERE contact_id is not null;--> statement-breakpoint
CREATE INDEX `messages_stakeholder` ON `messages` (`company_id`,`stakeholder_id`,`dossier_id`) WHERE stakeholder_id is not null;--> statement-breakpoint
CREATE TABLE `interventions` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`customer_id` text NOT NULL,
	`site_id` text,
	`equipment_id` text,
	`dossier_id` text,
	`assignee_id` text,
	`type` text,
	`description` text NOT NULL,
	`status` text NOT NULL,
	`inbox` integer NOT NULL,
	`date` text NOT NULL,
	`window_start` text,
	`window_end` text,
	`address` text NOT NULL,
	`contact` text NOT NULL,
	`fields` text NOT NULL,
	`incomplete` integer DEFAULT false NOT NULL,
	`reschedule_requested` integer DEFAULT false NOT NULL,
	`external_id` text,
	`archived_at` text,
	`archived_by` text,
	`binned_at` text,
	`binned_by` text,
	`binned_with` text,
	`created_at` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`site_id`) REFERENCES `sites`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`equipment_id`) REFERENCES `equipment`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`dossier_id`) REFERENCES `dossiers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`assignee_id`) REFERENCES `members`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `interventions_number` ON `interventions` (`company_id`,`number`);--> statement-breakpoint
CREATE INDEX `interventions_date` ON `interventions` (`company_id`,`date`,`id`);--> statement-breakpoint
CREATE INDEX `interventions_inbox` ON `interventions` (`company_id`,`inbox`,`date`,`id`,`binned_at`);--> statement-breakpoint
CREATE INDEX `interventions_incomplete` ON `interventions` (`company_id`,`date`,`id`) WHERE "interventions"."incomplete";--> statement-breakpoint
CREATE INDEX `interventions_planned` ON `interventions` (`company_id`,`window_end`,`id`,`binned_at`) WHERE "interventions"."status" in ('scheduled', 'en_route', 'in_progress');--> statement-breakpoint
CREATE INDEX `interventions_archived` ON `interventions` (`company_id`,`date`,`id`) WHERE "interventions"."archived_at" is not null;--> statement-breakpoint
CREATE INDEX `interventions_binned` ON `interventions` (`company_id`,`binned_at`,`id`) WHERE "interventions"."binned_at" is not null;--> statement-breakpoint
CREATE INDEX `interventions_status` ON `interventions` (`company_id`,`status`,`date`,`id`,`binned_at`);--> statement-breakpoint
CREATE INDEX `interventions_customer` ON `interventions` (`company_id`,`customer_id`,`date`,`id`);--> statement-breakpoint
CREATE INDEX `interventions_customer_number` ON `interventions` (`company_id`,`customer_id`,`number`,`status`,`binned_at`);--> statement-breakpoint
CREATE INDEX `interventions_site` ON `interventions` (`company_id`,`site_id`,`date`,`id`);--> statement-breakpoint
CREATE INDEX `interventions_equipment` ON `interventions` (`company_id`,`equipment_id`,`date`,`id`);--> statement-breakpoint
CREATE INDEX `interventions_dossier` ON `interventions` (`company_id`,`dossier_id`,`date`,`id`) WHERE "interventions"."dossier_id" is not null;--> statement-breakpoint
CREATE INDEX `interventions_assignee` ON `interventions` (`company_id`,`assignee_id`,`date`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `interventions_external_id` ON `interventions` (`company_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `intervention_moves` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`to` text NOT NULL,
	`act` text,
	`at` text NOT NULL,
	`by` text,
	`reason` text,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`intervention_id`) REFERENCES `interventions`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `intervention_moves_intervention` ON `intervention_moves` (`company_id`,`intervention_id`,`id`);--> statement-breakpoint
CREATE TABLE `reschedule_requests` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`wish` text NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`outcome` text,
	`answered_at` text,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`,`intervention_id`) REFERENCES `interventions`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reschedule_requests_intervention` ON `reschedule_requests` (`company_id`,`intervention_id`,`id`);--> statement-breakpoint
CREATE TABLE `backfills` (
	`company_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`company_id`, `kind`, `subject`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `fields` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`required` integer DEFAULT false NOT NULL,
	`choices` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fields_position` ON `fields` (`company_id`,`position`,`id`);--> statement-breakpoint
CREATE TABLE `files` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`owner` text NOT NULL,
	`intervention_id` text,
	`customer_id` text,
	`dossier_id` text,
	`message_id` text,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`width` integer,
	`height` integer,
	`thumbnail` text NOT NULL,
	`claimed_at` text,
	`created_at` text NOT NULL,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`intervention_id`) REFERENCES `interventions`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`dossier_id`) REFERENCES `dossiers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`message_id`) REFERENCES `messages`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `files_intervention` ON `files` (`company_id`,`intervention_id`,`id`);--> statement-breakpoint
CREATE INDEX `files_holder` ON `files` (`company_id`,`customer_id`,`id`) WHERE intervention_id is null;--> statement-breakpoint
CREATE INDEX `files_dossier` ON `files` (`company_id`,`dossier_id`,`id`) WHERE dossier_id is not null;--> statement-breakpoint
CREATE INDEX `files_message` ON `files` (`company_id`,`message_id`,`id`) WHERE message_id is not null;--> statement-breakpoint
CREATE INDEX `files_unclaimed` ON `files` (`company_id`,`id`,`owner`) WHERE claimed_at is null;--> statement-breakpoint
CREATE INDEX `files_thumbnail_pending` ON `files` (`created_at`) WHERE thumbnail = 'pending';--> statement-breakpoint
CREATE TABLE `keys` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`secret_hash` text NOT NULL,
	`role` text NOT NULL,
	`rights` text NOT NULL,
	`created_at` text NOT NULL,
	`created_by` text,
	`last_used_at` text,
	`revoked_at` text,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `keys_secret` ON `keys` (`company_id`,`secret_hash`);--> statement-breakpoint
CREATE TABLE `links` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text,
	`contact_id` text,
	`stakeholder_id` text,
	`scope_kind` text NOT NULL,
	`scope_id` text NOT NULL,
	`delivery` text NOT NULL,
	`mailed_with` text,
	`created_at` text NOT NULL,
	`created_by` text,
	`expires_at` text NOT NULL,
	`last_used_at` text,
	`revoked_at` text,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`customer_id`) REFERENCES `customers`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`contact_id`) REFERENCES `contacts`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`stakeholder_id`) REFERENCES `stakeholders`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `links_customer` ON `links` (`company_id`,`customer_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `links_company` ON `links` (`company_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `links_contact` ON `links` (`company_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `links_stakeholder` ON `links` (`company_id`,`stakeholder_id`);--> statement-breakpoint
CREATE INDEX `links_mailed_with` ON `links` (`company_id`,`mailed_with`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`member_id` text,
	`contact_id` text,
	`stakeholder_id` text,
	`link_id` text,
	`key_id` text,
	`parent_id` text,
	`scope_kind` text,
	`scope_id` text,
	`cookie_hash` text,
	`device` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text NOT NULL,
	`password_at` text,
	`expires_at` text NOT NULL,
	`ended_at` text,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`member_id`) REFERENCES `members`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`contact_id`) REFERENCES `contacts`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`stakeholder_id`) REFERENCES `stakeholders`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`link_id`) REFERENCES `links`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`key_id`) REFERENCES `keys`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_cookie` ON `sessions` (`company_id`,`cookie_hash`);--> statement-breakpoint
CREATE INDEX `sessions_member` ON `sessions` (`company_id`,`member_id`);--> statement-breakpoint
CREATE INDEX `sessions_contact` ON `sessions` (`company_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `sessions_stakeholder` ON `sessions` (`company_id`,`stakeholder_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `password_tokens` (
	`company_id` text NOT NULL,
	`hash` text NOT NULL,
	`member_id` text NOT NULL,
	`purpose` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text,
	PRIMARY KEY(`company_id`, `hash`),
	FOREIGN KEY (`company_id`,`member_id`) REFERENCES `members`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `password_tokens_member` ON `password_tokens` (`company_id`,`member_id`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`kid` text PRIMARY KEY NOT NULL,
	`public_jwk` text NOT NULL,
	`private_sealed` text NOT NULL,
	`created_at` text NOT NULL,
	`retired_at` text
);
--> statement-breakpoint
CREATE TABLE `lookups` (
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`company_id` text NOT NULL,
	`subject_id` text NOT NULL,
	PRIMARY KEY(`kind`, `value`, `company_id`, `subject_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `journal` (
	`company_id` text NOT NULL,
	`position` integer NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`actor` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`audience` text NOT NULL,
	`fields` text NOT NULL,
	PRIMARY KEY(`company_id`, `position`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `journal_readers` (
	`company_id` text NOT NULL,
	`reader` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`company_id`, `reader`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `installation` (
	`id` text PRIMARY KEY NOT NULL,
	`incarnation` text,
	`identity` text NOT NULL,
	`started_at` text NOT NULL,
	`probed_at` text
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`company_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer NOT NULL,
	`recipient` text NOT NULL,
	`address` text,
	`subject_id` text NOT NULL,
	`customer_id` text,
	`dossier_id` text,
	`gathered` text NOT NULL,
	`count` integer DEFAULT 1 NOT NULL,
	`status` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`next_attempt_at` text,
	`claimed_until` text,
	`sent_at` text,
	`last_error` text,
	PRIMARY KEY(`company_id`, `id`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_entry` ON `outbox` (`company_id`,`position`,`recipient`);--> statement-breakpoint
CREATE INDEX `outbox_list` ON `outbox` (`company_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_status` ON `outbox` (`company_id`,`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`status`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `outbox_recipient` ON `outbox` (`company_id`,`recipient`,`status`,`position`);--> statement-breakpoint
CREATE TABLE `notifications` (
	`company_id` text NOT NULL,
	`principal` text NOT NULL,
	`messages` text DEFAULT 'all' NOT NULL,
	`secret_hash` text,
	PRIMARY KEY(`company_id`, `principal`),
	FOREIGN KEY (`company_id`) REFERENCES `companies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_secret` ON `notifications` (`company_id`,`secret_hash`);--> statement-breakpoint
CREATE TABLE `searched` (
	`company_id` text NOT NULL,
	`kind` text NOT NULL,
	`number` integer NOT NULL,
	`id` text,
	`words` text NOT NULL,
	PRIMARY KEY(`company_id`, `kind`, `number`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `searched_id` ON `searched` (`company_id`,`kind`,`id`) WHERE "searched"."id" is not null;--> statement-breakpoint
CREATE TABLE `search_words` (
	`company_id` text NOT NULL,
	`kind` text NOT NULL,
	`word` text NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`company_id`, `kind`, `word`, `number`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`company_id` text NOT NULL,
	`principal` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`reply` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`company_id`, `principal`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_age` ON `idempotency` (`created_at`);