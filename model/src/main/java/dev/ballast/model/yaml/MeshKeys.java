// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.regex.Pattern;

/** The keys of a Mesh, but those of its services. */
final class MeshKeys {

  private static final String PORT =
      "(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})";

  static final Shape.Text ADDRESS =
      new Shape.Text(
          "an address such as 127.0.0.1:7301",
          Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):" + PORT),
          262,
          text -> text.matches("[0-9]{1,5}") ? "127.0.0.1:" + text : "");

  static final Shape.Text TOKEN =
      Parts.text("the name of a header", "[A-Za-z0-9!#$%&'*+.^_`|~-]+", 128);

  static final Shape.Numeric SHARE = new Shape.Numeric("a number 0..1", 0, true, 1, true);

  static final Shape.Choice TLS = Shape.oneOf("none", "mutual");

  private static final Shape.Fields LIMITS =
      Shape.fields(
          Key.optional("lineBytes", Wholes.between(256, 65_536), "The longest line of a head.")
              .otherwise("8192"),
          Key.optional("headBytes", Wholes.between(256, 1_048_576), "The largest head.")
              .otherwise("32768"),
          Key.optional("headers", Wholes.between(1, 10_000), "The most headers.").otherwise("100"),
          Key.optional("headTimeout", Times.SHAPE, "From the first byte of a head to its last.")
              .otherwise("10s"),
          Key.optional("bodyTimeout", Times.SHAPE, "Between two pieces of a body.")
              .otherwise("30s"),
          Key.optional("idleTimeout", Times.SHAPE, "Between two requests.").otherwise("75s"),
          Key.optional(
                  "connections",
                  Wholes.between(1, 1_000_000),
                  "Clients at once, on all ports together; one more is turned away.")
              .otherwise("10000"));

  private static final Shape.Fields TRACING =
      Shape.fields(
          Key.optional(
              "otlp",
              Parts.text("an http:// address", "https?://\\S+", 2000),
              "Where spans go, by OTLP over HTTP, such as `http://127.0.0.1:7700/v1/traces`."),
          Key.optional("sampling", SHARE, "The share of the traces that begin here.")
              .otherwise("0.01"),
          Key.optional(
                  "parentBased",
                  new Shape.Flag(),
                  "Whether a caller's decision about its trace holds for the mesh's span, too.")
              .otherwise("true"));

  private static final Shape.Fields ACCESS_LOG =
      Shape.fields(
          Key.required("file", Parts.SOME_TEXT, "Where a line of JSON for each call is appended.")
              .example("access.log"));

  private static final Shape.Fields IDENTITY =
      new Shape.Fields(
          List.of(
              Key.required(
                      "trustDomain",
                      Parts.text("a domain", "[a-z0-9]([a-z0-9._-]*[a-z0-9])?", 255),
                      "Identities are `spiffe://DOMAIN/ns/default/sa/SERVICE`.")
                  .example("shop.local"),
              Key.optional(
                  "folder", Parts.SOME_TEXT, "Where the built-in authority keeps its key."),
              Key.optional(
                  "certificate", Parts.SOME_TEXT, "Instead: a certificate and its chain, PEM."),
              Key.optional("key", Parts.SOME_TEXT, "Its private key, PKCS#8 in PEM."),
              Key.optional("roots", Parts.SOME_TEXT, "The certificates that are believed, PEM."),
              Key.optional(
                      "lifetime",
                      Times.SHAPE,
                      "How long the built-in authority's certificates are valid; they are renewed"
                          + " after half of it.")
                  .otherwise("24h")),
          List.of(
              new Rule.ExactlyOne(List.of("folder", "certificate")),
              new Rule.Needs("certificate", "key"),
              new Rule.Needs("certificate", "roots")));

  private static final Shape.Fields SPEC =
      Shape.fields(
          Key.optional("region", Parts.NAME, "Where the mesh runs: its endpoints are asked first."),
          Key.optional("admin", ADDRESS, "The admin API, on loopback only.")
              .otherwise("127.0.0.1:7711"),
          Key.optional("workers", Wholes.between(0, 256), "Event loops; 0: one a processor.")
              .otherwise("0"),
          Key.optional(
              "sourceHeader",
              TOKEN,
              "A header that names the caller where neither port nor certificate does. It is"
                  + " believed."),
          Key.optional("limits", LIMITS, "What a client may send before it is turned away."),
          Key.optional("tracing", TRACING, "Spans of what passes through."),
          Key.optional("accessLog", ACCESS_LOG, "A line for each call."),
          Key.optional("identity", IDENTITY, "Who the mesh is, for mutual TLS."),
          Key.required(
                  "services",
                  new Shape.ListOf(MeshServiceKeys.SERVICE, 1, Integer.MAX_VALUE),
                  "The services that are called through the mesh.")
              .example("[…]"));

  static final Shape.Fields MESH =
      Parts.ballast("Mesh", Key.required("spec", SPEC, "What the mesh does."));

  private MeshKeys() {}
}
