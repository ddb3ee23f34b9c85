// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The keys of Backstage's catalog that say who depends on whom. Entities carry many others, and
 * plug-ins add their own, so keys that are not listed are left in peace.
 */
final class BackstageKinds {

  static final String REFERENCE_RULE = "an entity reference, [kind:][namespace/]name";
  static final Pattern REFERENCE =
      Pattern.compile(
          "(?:([A-Za-z]+):)?(?:([A-Za-z0-9-]+)/)?(" + dev.ballast.model.Names.PATTERN + ")");

  private static final Shape.Text ENTITY = Parts.text(REFERENCE_RULE, REFERENCE.pattern(), 512);
  private static final Shape.ListOf ENTITIES = Shape.listOf(ENTITY);

  private static final Shape.Fields METADATA =
      Shape.open(
          Key.required("name", Parts.NAME, "The service's name, as in telemetry.")
              .example("checkout"),
          Key.optional("namespace", Parts.TEXT, "Not used: names count without it."),
          Key.optional("title", Parts.TEXT, "Not used."),
          Key.optional("description", Parts.TEXT, "What it does."));

  private static final Key TYPE =
      Key.optional("type", Parts.TEXT, "A Resource whose type names a database is one.");
  private static final Key OWNER = Key.optional("owner", ENTITY, "Who answers for it.");
  private static final Key DEPENDS_ON =
      Key.optional("dependsOn", ENTITIES, "The components and resources that it needs.");
  private static final Key DEPENDENCY_OF =
      Key.optional("dependencyOf", ENTITIES, "The components that need it.");

  static final Shape.Fields COMPONENT =
      entity(
          "Component",
          TYPE,
          OWNER,
          DEPENDS_ON,
          DEPENDENCY_OF,
          Key.optional("providesApis", ENTITIES, "The APIs that it answers."),
          Key.optional(
              "consumesApis",
              ENTITIES,
              "The APIs that it calls: it depends on who provides them."));

  static final Shape.Fields RESOURCE = entity("Resource", TYPE, OWNER, DEPENDS_ON, DEPENDENCY_OF);

  static final Shape.Fields API = entity("API", TYPE, OWNER);

  static final Shape.Fields SYSTEM = entity("System", OWNER);

  private BackstageKinds() {}

  private static Shape.Fields entity(String kind, Key... spec) {
    return Shape.open(
        Key.required(
                "apiVersion",
                new Shape.Choice(List.of(Parts.BACKSTAGE, Parts.BACKSTAGE_BETA), false),
                "The format of the entity.")
            .example(Parts.BACKSTAGE),
        Key.required("kind", Shape.oneOf(kind), "What the entity is.").example(kind),
        Key.required("metadata", METADATA, "What the entity is called.")
            .example("{name: checkout}"),
        Key.optional("spec", Shape.open(spec), "What is known about it."));
  }
}
