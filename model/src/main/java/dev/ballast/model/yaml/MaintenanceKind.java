// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of a {@code Maintenance}. */
final class MaintenanceKind {

  private static final Shape.Text TIME =
      Parts.text(
          "local date and time as 2026-03-01T03:00",
          "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?",
          19);

  private static final Shape.ListOf NAMES = new Shape.ListOf(Parts.NAME, 1, Integer.MAX_VALUE);

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.optional("services", NAMES, "All SLOs of these services; or `slos`, or both."),
          Key.optional("slos", NAMES, "SLOs by name; or `services`, or both."),
          Key.required("start", TIME, "When it begins, in local time.").example("2026-03-01T03:00"),
          Key.required("end", TIME, "When it ends, in local time.").example("2026-03-01T05:00"),
          Key.required("timeZone", Parts.SOME_TEXT, "An IANA time zone.").example("Europe/Berlin"),
          Key.optional(
              "rule",
              Parts.SOME_TEXT,
              "By which it comes again, of RFC 5545: FREQ of DAILY, WEEKLY or MONTHLY, with"
                  + " INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY."),
          Key.required("reason", Parts.SOME_TEXT, "Why it does not count, for the audit.")
              .example("database upgrade"),
          Key.required("by", Parts.SOME_TEXT, "Who says so, for the audit.").example("ann"),
          Key.optional(
                  "cap",
                  new Shape.Numeric("a number > 0 and <= 0.5", 0, false, 0.5, true),
                  "The share of an SLO's window up to which it may be left out.")
              .otherwise("the SLO's, else 0.05"));

  static final Shape.Fields MAINTENANCE =
      Parts.ballast(
          "Maintenance",
          Key.required("spec", SPEC, "What does not count, when, and why.")
              .example("{services: [checkout], start: 2026-03-01T03:00}"));

  private MaintenanceKind() {}
}
