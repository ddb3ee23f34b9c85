// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** Shapes that Flagger's kinds share. */
final class FlaggerParts {

  /** Formats that differ in nothing that is read: the older ones call the analysis otherwise. */
  static final List<String> VERSIONS =
      List.of(
          Parts.FLAGGER, "flagger.app/v1alpha3", "flagger.app/v1alpha2", "flagger.app/v1alpha1");

  static final Shape.MapOf TEXTS = new Shape.MapOf(Parts.TEXT);
  static final Key NAME = Key.required("name", Parts.SOME_TEXT, "Its name.").example("checkout");
  static final Key NAMESPACE =
      Key.optional("namespace", Parts.TEXT, "Its namespace.").otherwise("the resource's own");
  static final Shape.Fields REFERENCE = Shape.fields(NAME, NAMESPACE);

  private FlaggerParts() {}

  /** A reference to an object of some kind. */
  static Shape.Fields target(String... kinds) {
    return Shape.fields(
        Key.required("apiVersion", Parts.SOME_TEXT, "The format of the object.").example("apps/v1"),
        Key.required("kind", Shape.oneOf(kinds), "What it is.").example(kinds[0]),
        NAME);
  }
}
