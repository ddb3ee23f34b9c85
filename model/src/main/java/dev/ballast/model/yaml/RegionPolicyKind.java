// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.regex.Pattern;

/** The keys of a {@code RegionPolicy}. */
final class RegionPolicyKind {

  static final Shape.Text TIME =
      new Shape.Text(
          "a whole number and a unit: ms, s, m or h, such as 30s",
          Pattern.compile("[0-9]{1,9}(ms|s|m|h)"),
          11,
          _ -> "");

  private static final Shape.Numeric RATE =
      new Shape.Numeric("a number > 0", 0, false, Double.MAX_VALUE, true);

  private static final Shape.Numeric PERCENT =
      new Shape.Numeric("a whole number 1..100", 1, true, 100, true);

  private static final Shape.Text URL =
      Parts.text("a URL that starts with http:// or https://", "https?://[^\\s]+", 2000);

  private static final Shape.Text TARGET =
      Parts.text("a URL, or a host and a port", "(https?://[^\\s]+)|([^\\s:/]+:[0-9]{1,5})", 2000);

  private static final Shape.Text JDBC =
      Parts.text("a JDBC address such as jdbc:postgresql://host/db", "jdbc:[^\\s]+", 2000);

  private static final Shape.Fields PROBE =
      Shape.fields(
          Key.required("name", Parts.NAME, "What it is called.").example("front-door"),
          Key.optional("kind", Shape.oneOf("http", "tcp"), "`http`: a request as a user's.")
              .otherwise("http"),
          Key.optional(
                  "from",
                  Parts.NAME,
                  "The place whose view it is: a region whose proxy the target leads through, or"
                      + " any other name for outside.")
              .otherwise("the witness"),
          Key.required("region", Parts.NAME, "The region that is looked at.").example("us-east"),
          Key.required("target", TARGET, "What is asked.").example("https://us.shop.example/"));

  private static final Shape.Fields STORE =
      Shape.fields(
          Key.required("name", Parts.NAME, "What it is called.").example("database"),
          Key.optional(
                  "consistency",
                  Shape.oneOf("strong", "session", "eventual"),
                  "`strong`: one region decides, and it is fenced before another does.")
              .otherwise("strong"),
          Key.required("primary", Parts.NAME, "The region that decides in the beginning.")
              .example("us-east"),
          Key.required("nodes", new Shape.MapOf(JDBC), "Where it is, by region.")
              .example("{us-east: jdbc:postgresql://db.us/shop}"),
          Key.optional("user", Parts.SOME_TEXT, "Who asks; the password is in the address.")
              .otherwise("the driver's"),
          Key.optional(
              "fence",
              URL,
              "Told by POST to stop a region's node for good: `{\"region\", \"store\", \"epoch\"}`;"
                  + " any 2xx means that it has stopped. Without it, only the node itself can"
                  + " confirm."));

  private static final Shape.Fields OPERATION =
      Shape.fields(
          Key.required("service", Parts.NAME, "Whose operation it is.").example("payments"),
          Key.optional(
                  "operation",
                  Parts.SOME_TEXT,
                  "A method and a route such as `POST /charges`; without it, all others.")
              .otherwise("all"),
          Key.required(
                  "consistency",
                  Shape.oneOf("strong", "session", "eventual"),
                  "`strong`: refused where the owner cannot be reached; `eventual`: answered"
                      + " everywhere, merged later.")
              .example("strong"),
          Key.optional(
                  "merge",
                  Shape.oneOf("none", "last-writer-wins", "lattice", "multi-value", "custom"),
                  "What becomes of two writes at once.")
              .otherwise("`none`; `lattice` when eventual"));

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.required(
                  "regions",
                  new Shape.ListOf(Parts.NAME, 2, 16),
                  "Regions that stand in for each other.")
              .example("[us-east, eu-west]"),
          Key.optional(
                  "witness",
                  Parts.NAME,
                  "A place outside of all of them that votes too; with two regions and none,"
                      + " failover is a person's decision.")
              .otherwise("none"),
          Key.optional(
                  "failover",
                  Shape.oneOf("automatic", "manual"),
                  "Who begins when a region is lost.")
              .otherwise("automatic"),
          Key.optional("rpo", TIME, "How much time of writes may be lost without consent.")
              .otherwise("5s"),
          Key.optional("rto", TIME, "How soon users are to be served again.").otherwise("30s"),
          Key.optional("confirm", TIME, "How long a region is silent everywhere before it is lost.")
              .otherwise("5s"),
          Key.optional("lease", TIME, "How long a region may write after it last heard so.")
              .otherwise("5s"),
          Key.optional(
                  "drift",
                  new Shape.Numeric("a number >= 0 and < 0.5", 0, true, 0.5, false),
                  "By which share monotonic clocks may run apart.")
              .otherwise("0.05"),
          Key.optional("coolDown", TIME, "How long after one change before the next.")
              .otherwise("30m"),
          Key.optional("pace", TIME, "How long a stage is watched.").otherwise("2m"),
          Key.optional("stages", new Shape.ListOf(PERCENT, 1, 20), "Percent, ascending to 100.")
              .otherwise("[5, 25, 50, 100]"),
          Key.optional(
                  "skew", TIME, "Clocks further apart than this forbid that the last write wins.")
              .otherwise("500ms"),
          Key.optional(
              "tested",
              new Shape.MapOf(RATE),
              "Requests per second that a region was shown to bear. Without it, headroom is"
                  + " unknown, and nothing is taken out."),
          Key.optional(
              "load", Parts.SOME_TEXT, "PromQL of requests per second, with `cloud_region`."),
          Key.optional("probes", Shape.listOf(PROBE), "From where regions are looked at."),
          Key.optional("stores", Shape.listOf(STORE), "What keeps state in several regions."),
          Key.optional(
              "steering", Shape.listOf(SteeringKeys.STEERING), "Where requests can be turned."),
          Key.optional(
              "dns", DnsKeys.DNS, "Names that users come by, and that Ballast answers for."),
          Key.optional("operations", Shape.listOf(OPERATION), "What is promised of operations."));

  static final Shape.Fields REGION_POLICY =
      Parts.ballast(
          "RegionPolicy",
          Key.required("spec", SPEC, "Which regions, by which rules.")
              .example("{regions: [us-east, eu-west]}"));

  private RegionPolicyKind() {}
}
