// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Names;
import java.util.regex.Pattern;

/** Shapes that several kinds share. */
final class Parts {

  static final String OPENSLO = "openslo/v1";
  static final String OPENSLO_ALPHA = "openslo/v1alpha";
  static final String OPENSLO_2 = "openslo.com/v2alpha";
  static final String SLOTH = "sloth.slok.dev/v1";
  static final String PYRRA = "pyrra.dev/v1alpha1";
  static final String BALLAST = "ballast.dev/v1";
  static final String BACKSTAGE = "backstage.io/v1alpha1";
  static final String BACKSTAGE_BETA = "backstage.io/v1beta1";
  static final String FLAGGER = "flagger.app/v1beta1";

  static final Shape.Text TEXT = text("text", ".*", Integer.MAX_VALUE);
  static final Shape.Text SOME_TEXT = text("text that is not empty", ".*\\S.*", Integer.MAX_VALUE);
  static final Shape.Text DESCRIPTION = text("text of at most 1050 characters", ".*", 1050);
  static final Shape.Text NAME =
      new Shape.Text(Names.RULE, Pattern.compile(Names.PATTERN), 253, Parts::repairName);

  static final Shape.Choice OPERATOR = Shape.oneOf("lte", "gte", "lt", "gt");

  private static final Shape.MapOf LABELS =
      new Shape.MapOf(new Shape.Either(TEXT, Shape.listOf(TEXT)));
  private static final Shape.MapOf ANNOTATIONS = new Shape.MapOf(TEXT);

  private static final Key NAME_KEY =
      Key.required("name", NAME, "Unique among resources of its kind.").example("checkout");
  private static final Key LABELS_KEY =
      Key.optional(
          "labels",
          LABELS,
          "Labels of the author's choice. A Region's `ballast.dev/faults: allowed` allows game days that are live.");
  private static final Key ANNOTATIONS_KEY =
      Key.optional("annotations", ANNOTATIONS, "Notes of the author's choice; not used.");
  private static final Key DISPLAY_NAME =
      Key.optional("displayName", TEXT, "The name that people see.").otherwise("the name");

  static final Shape.Fields METADATA = Shape.fields(NAME_KEY, LABELS_KEY, ANNOTATIONS_KEY);
  static final Shape.Fields OPENSLO_METADATA =
      Shape.fields(NAME_KEY, DISPLAY_NAME, LABELS_KEY, ANNOTATIONS_KEY);

  private Parts() {}

  static Shape.Text text(String rule, String pattern, int longest) {
    return new Shape.Text(rule, Pattern.compile(pattern, Pattern.DOTALL), longest, _ -> "");
  }

  /** A resource: the four keys that all kinds have. */
  static Shape.Fields resource(String version, String kind, Shape.Fields metadata, Key spec) {
    return Shape.fields(
        Key.required("apiVersion", Shape.oneOf(version), "The format of the resource.")
            .example(version),
        Key.required("kind", Shape.oneOf(kind), "What the resource is.").example(kind),
        Key.required("metadata", metadata, "What the resource is called.")
            .example("{name: checkout}"),
        spec);
  }

  static Shape.Fields openSlo(String kind, Key spec) {
    return resource(OPENSLO, kind, OPENSLO_METADATA, spec);
  }

  static Shape.Fields openSloAlpha(String kind, Key spec) {
    return resource(OPENSLO_ALPHA, kind, OPENSLO_METADATA, spec);
  }

  /** Version 2 has no display names. */
  static Shape.Fields openSlo2(String kind, Key spec) {
    return resource(OPENSLO_2, kind, METADATA, spec);
  }

  static Shape.Fields ballast(String kind, Key spec) {
    return resource(BALLAST, kind, METADATA, spec);
  }

  private static String repairName(String text) {
    var name =
        text.strip()
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    return Names.isValid(name) ? name : "";
  }
}
