// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of the names for which a {@code RegionPolicy} answers. */
final class DnsKeys {

  static final String LABELS =
      "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*";

  private static final Shape.Text HOST =
      Parts.text("a host name such as go.shop.example", LABELS + "\\.?", 253);

  private static final Shape.Text RELATIVE =
      Parts.text(
          "a name inside of the zone such as www, or @ for the zone itself", "@|" + LABELS, 253);

  private static final Shape.Text TARGET =
      Parts.text(
          "an address such as 192.0.2.10, or the name of a host",
          "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|" + LABELS + "\\.?",
          253);

  private static final Shape.Text NETWORK =
      Parts.text("a network such as 192.0.2.0/24 or 2001:db8::/32", "[0-9a-fA-F:./]+", 60);

  private static final Shape.Text CONTACT =
      Parts.text("an address of mail", "[A-Za-z0-9._+-]+@" + LABELS, 253);

  private static final Shape.Numeric WEIGHT =
      new Shape.Numeric("a whole number 0..1000", 0, true, 1000, true);

  private static final Shape.Fields NAME =
      Shape.fields(
          Key.required("name", RELATIVE, "Inside of the zone; `@` is the zone itself.")
              .example("www"),
          Key.optional(
                  "ttl", RegionPolicyKind.TIME, "How long an answer may be kept; whole seconds.")
              .otherwise("the zone's"),
          Key.required(
                  "targets",
                  new Shape.MapOf(new Shape.ListOf(TARGET, 1, 16)),
                  "By region: addresses, or one other name. All regions have the same sort of them.")
              .example("{us-east: [192.0.2.10], eu-west: [198.51.100.10]}"),
          Key.optional(
              "weights",
              new Shape.MapOf(WEIGHT),
              "By region, for clients in none of the networks; 1 where there is none. 0: only when"
                  + " the others are out."));

  static final Shape.Fields DNS =
      Shape.fields(
          Key.required("zone", HOST, "What Ballast answers for; best delegated for this alone.")
              .example("go.shop.example"),
          Key.required(
                  "servers",
                  new Shape.MapOf(new Shape.ListOf(TARGET, 0, 8)),
                  "The zone's name servers, as they are delegated; with addresses when they are"
                      + " inside of the zone.")
              .example("{ns1.go.shop.example: [192.0.2.53]}"),
          Key.optional("contact", CONTACT, "Who looks after the zone.")
              .otherwise("hostmaster@ the zone"),
          Key.optional(
                  "ttl",
                  RegionPolicyKind.TIME,
                  "How long an answer may be kept; whole seconds, at most `rto` less `confirm` less"
                      + " 2s.")
              .otherwise("10s, or what the RTO leaves"),
          Key.optional(
                  "leaveOut",
                  Shape.oneOf("seen", "decided"),
                  "`seen`: no region is answered that is down or isolated; `decided`: only those are"
                      + " left out that were drained or failed over.")
              .otherwise("seen"),
          Key.optional(
              "networks",
              new Shape.MapOf(new Shape.ListOf(NETWORK, 1, 2000)),
              "By region: the networks whose clients it is nearest to. The longest one counts."),
          Key.required("names", new Shape.ListOf(NAME, 1, 1000), "The names that users come by.")
              .example("[{name: www, targets: {us-east: [192.0.2.10]}}]"));

  private DnsKeys() {}
}
