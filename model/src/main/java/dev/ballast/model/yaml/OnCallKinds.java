// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of on-call schedules and escalation policies. */
final class OnCallKinds {

  static final Shape.Choice DAY = Shape.oneOf("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  static final int MOST = 100;

  private static final Shape.Text TIME =
      Parts.text(
          "local date and time as 2026-03-01T09:00",
          "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?",
          19);
  private static final Shape.Text HOUR =
      Parts.text("a time of day as 09:00", "([01][0-9]|2[0-3]):[0-5][0-9]", 5);
  private static final Shape.Text TURN =
      Parts.text("a whole number >= 1 and a unit: h, d or w", "[1-9][0-9]{0,3}[hdw]", 5);
  private static final Shape.Text LENGTH =
      Parts.text("a whole number >= 1 and a unit: m, h or d", "[1-9][0-9]{0,4}[mhd]", 6);
  private static final Shape.Text DELAY =
      Parts.text("a whole number and a unit: m or h", "[0-9]{1,4}[mh]", 5);
  private static final Shape.Text PERSON =
      Parts.text("a name of at most 100 characters", "(?=.*\\S)[^\\p{Cntrl}]{1,100}", 100);

  private static final Shape.ListOf PEOPLE = new Shape.ListOf(PERSON, 1, MOST);
  private static final Shape.ListOf NAMES = new Shape.ListOf(Parts.NAME, 1, MOST);

  private static final Shape.Fields HOURS =
      Shape.fields(
          Key.optional("days", new Shape.ListOf(DAY, 1, 7), "On which days it begins.")
              .otherwise("every day"),
          Key.required("from", HOUR, "When it begins.").example("\"09:00\""),
          Key.required("for", LENGTH, "How long it is, at most 7d.").example("8h"));

  private static final Shape.Fields LAYER =
      Shape.fields(
          Key.required("name", Parts.SOME_TEXT, "What it is called.").example("weekly"),
          Key.required("people", PEOPLE, "Who takes turns, in this order.").example("[ann, bob]"),
          Key.required("start", TIME, "When the first turn begins; its hour is the handover's.")
              .example("2026-01-05T09:00"),
          Key.optional("end", TIME, "When the layer ends.").otherwise("never"),
          Key.optional("every", TURN, "How long a turn is.").otherwise("1w"),
          Key.optional(
                  "hours",
                  new Shape.ListOf(HOURS, 1, MOST),
                  "The parts of the week in which anybody is on call.")
              .otherwise("always"));

  private static final Shape.Fields SHIFT =
      Shape.fields(
          Key.required("person", PERSON, "Who is on call.").example("ann"),
          Key.required("start", TIME, "From when.").example("2026-01-05T09:00"),
          Key.required("end", TIME, "Until when.").example("2026-01-12T09:00"),
          Key.optional(
              "rule",
              Parts.SOME_TEXT,
              "By which it comes again, of RFC 5545: FREQ of DAILY, WEEKLY or MONTHLY, with"
                  + " INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY."),
          Key.optional(
              "except", new Shape.ListOf(TIME, 1, 1000), "Starts that do not take place."));

  private static final Shape.Fields OVERRIDE =
      Shape.fields(
          Key.required("person", PERSON, "Who takes over.").example("bob"),
          Key.required("from", TIME, "From when.").example("2026-02-03T09:00"),
          Key.required("to", TIME, "Until when.").example("2026-02-04T09:00"),
          Key.optional("reason", Parts.TEXT, "Why."));

  private static final Shape.Fields SCHEDULE_SPEC =
      Shape.fields(
          Key.required("timeZone", Parts.SOME_TEXT, "An IANA time zone.").example("Europe/Berlin"),
          Key.optional(
              "layers",
              new Shape.ListOf(LAYER, 1, MOST),
              "Rotations; a later layer covers those before it."),
          Key.optional(
              "shifts",
              new Shape.ListOf(SHIFT, 1, 5000),
              "Times of single people, as calendars know them; they cover the layers."),
          Key.optional(
              "overrides",
              new Shape.ListOf(OVERRIDE, 1, 5000),
              "Who takes over for a time; they cover everything, the later those before."),
          Key.optional(
              "contacts",
              new Shape.MapOf(Parts.NAME),
              "The Webhook that tells a person, by the person's name."));

  static final Shape.Fields SCHEDULE =
      Parts.ballast(
          "OnCallSchedule",
          Key.required("spec", SCHEDULE_SPEC, "Who is on call when.")
              .example("{timeZone: Europe/Berlin, layers: []}"));

  private static final Shape.Fields STEP =
      Shape.fields(
          Key.required("after", DELAY, "How long after the incident began.").example("0m"),
          Key.optional("schedules", NAMES, "Whoever is on call then by these OnCallSchedules."),
          Key.optional("people", PEOPLE, "These people."),
          Key.optional("webhooks", NAMES, "The Webhooks that tell them."));

  private static final Shape.Fields POLICY_SPEC =
      Shape.fields(
          Key.optional("services", NAMES, "Whose incidents it is for.")
              .otherwise("all that no other policy names"),
          Key.optional("minUrgency", WebhookKind.URGENCY, "What is less urgent calls nobody.")
              .otherwise("soon"),
          Key.required("steps", new Shape.ListOf(STEP, 1, 20), "Who is called, and who next.")
              .example("[{after: 0m, webhooks: [pager]}]"));

  static final Shape.Fields POLICY =
      Parts.ballast(
          "EscalationPolicy",
          Key.required("spec", POLICY_SPEC, "Who is called.")
              .example("{steps: [{after: 0m, webhooks: [pager]}]}"));

  static final List<String> WHO = List.of("schedules", "people", "webhooks");

  private OnCallKinds() {}
}
