// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

/** The keys of what turns requests between regions. */
final class SteeringKeys {

  private static final Shape.Text URL =
      Parts.text("a URL that starts with http:// or https://", "https?://[^\\s]+", 2000);

  private static final Shape.Text PLACE =
      Parts.text(
          "httproute/NAMESPACE/NAME[/RULE], grpcroute/NAMESPACE/NAME[/RULE],"
              + " virtualservice/NAMESPACE/NAME[/ROUTE] or haproxy/BACKEND",
          "(httproute|grpcroute|virtualservice)(/[A-Za-z0-9_.-]+){2,3}|haproxy/[A-Za-z0-9_.:-]+",
          600);

  static final Shape.Fields STEERING =
      Shape.fields(
          Key.optional(
                  "mesh",
                  URL,
                  "The admin API of a mesh; one of `mesh`, `target`, `hook`, `command`.")
              .example("http://127.0.0.1:7711"),
          Key.optional(
                  "service", Parts.NAME, "With `mesh`: a service whose versions are the regions.")
              .example("entrance"),
          Key.optional("route", Parts.NAME, "With `mesh`: its route.").otherwise("default"),
          Key.optional(
              "target",
              PLACE,
              "Gateway API, Istio or HAProxy, as `ballast route` names it; its backends are the"
                  + " regions."),
          Key.optional("kubeconfig", Parts.SOME_TEXT, "With `target`: a file.")
              .otherwise("as kubectl finds it"),
          Key.optional("context", Parts.SOME_TEXT, "With `target`: one of the kubeconfig.")
              .otherwise("its current one"),
          Key.optional("socket", Parts.SOME_TEXT, "With `target: haproxy/…`: a path, or HOST:PORT.")
              .otherwise("/run/haproxy/admin.sock"),
          Key.optional(
              "versions",
              new Shape.MapOf(Parts.NAME),
              "By region: what it is called there, such as the Service behind it. Without, its name."),
          Key.optional(
              "hook",
              URL,
              "Told by POST to `withdraw` a region's addresses from routing (anycast) when its last"
                  + " user is turned away, and to `announce` them when all are given back."),
          Key.optional(
              "command",
              new Shape.ListOf(Parts.SOME_TEXT, 1, 32),
              "The same by a program, by its whole path, and what it is given."),
          Key.optional(
                  "timeout",
                  RegionPolicyKind.TIME,
                  "With `hook` or `command`: for one try of three.")
              .otherwise("10s"),
          Key.required("home", Parts.NAME, "The region whose requests these are.")
              .example("us-east"),
          Key.optional(
                  "of",
                  Shape.oneOf("users", "writes"),
                  "`users`: turned by stages; `writes`: turned to whoever owns them.")
              .otherwise("users"));

  private SteeringKeys() {}
}
