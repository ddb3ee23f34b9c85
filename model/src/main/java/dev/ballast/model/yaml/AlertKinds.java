// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/** The keys of OpenSLO's three kinds about alerts. */
final class AlertKinds {

  private static final Key DESCRIPTION =
      Key.optional("description", Parts.DESCRIPTION, "For people.");

  private static final Shape.Fields CONDITION_SPEC =
      Shape.fields(
          DESCRIPTION,
          Key.required("severity", Parts.SOME_TEXT, "How bad it is, in the author's words.")
              .example("page"),
          Key.required(
              "condition",
              Shape.fields(
                  Key.required("kind", Shape.oneOf("burnrate"), "What is watched.")
                      .example("burnrate"),
                  Key.required("op", Parts.OPERATOR, "How it is compared.").example("gte"),
                  Key.required(
                          "threshold",
                          new Shape.Numeric(
                              "a number", -Double.MAX_VALUE, true, Double.MAX_VALUE, true),
                          "With what it is compared.")
                      .example("2"),
                  Key.required("lookbackWindow", Windows.SHAPE, "Over which time.").example("1h"),
                  Key.optional("alertAfter", Windows.SHAPE, "For how long.")),
              "When to alert."));

  private static final Shape.Fields TARGET_SPEC =
      Shape.fields(
          DESCRIPTION,
          Key.required("target", Parts.SOME_TEXT, "The channel, in the author's words.")
              .example("email"));

  private static final Shape.Fields POLICY_SPEC = policySpec(Parts.OPENSLO_METADATA);
  private static final Shape.Fields POLICY_SPEC_2 = policySpec(Parts.METADATA);

  static final Shape.Fields POLICY_OR_REFERENCE =
      either("alertPolicyRef", "AlertPolicy", Parts.OPENSLO_METADATA, POLICY_SPEC);
  static final Shape.Fields POLICY_OR_REFERENCE_2 =
      either("alertPolicyRef", "AlertPolicy", Parts.METADATA, POLICY_SPEC_2);

  static final Shape.Fields POLICY =
      Parts.openSlo("AlertPolicy", Key.required("spec", POLICY_SPEC, "The policy."));
  static final Shape.Fields CONDITION =
      Parts.openSlo("AlertCondition", Key.required("spec", CONDITION_SPEC, "The condition."));
  static final Shape.Fields TARGET =
      Parts.openSlo("AlertNotificationTarget", Key.required("spec", TARGET_SPEC, "The target."));
  static final Shape.Fields POLICY_2 =
      Parts.openSlo2("AlertPolicy", Key.required("spec", POLICY_SPEC_2, "The policy."));
  static final Shape.Fields CONDITION_2 =
      Parts.openSlo2("AlertCondition", Key.required("spec", CONDITION_SPEC, "The condition."));
  static final Shape.Fields TARGET_2 =
      Parts.openSlo2("AlertNotificationTarget", Key.required("spec", TARGET_SPEC, "The target."));

  private AlertKinds() {}

  private static Shape.Fields policySpec(Shape.Fields metadata) {
    return Shape.fields(
        DESCRIPTION,
        Key.optional("alertWhenNoData", new Shape.Flag(), "Alert without data.").otherwise("false"),
        Key.optional("alertWhenResolved", new Shape.Flag(), "Alert when it is over.")
            .otherwise("false"),
        Key.optional("alertWhenBreaching", new Shape.Flag(), "Alert when it breaks.")
            .otherwise("false"),
        Key.required(
            "conditions",
            new Shape.ListOf(
                either("conditionRef", "AlertCondition", metadata, CONDITION_SPEC), 1, 1),
            "The condition, written here or by its name."),
        Key.required(
            "notificationTargets",
            new Shape.ListOf(
                either("targetRef", "AlertNotificationTarget", metadata, TARGET_SPEC),
                1,
                Integer.MAX_VALUE),
            "Who is told, written here or by name."));
  }

  /** A reference to a resource, or the resource itself without its apiVersion. */
  private static Shape.Fields either(
      String reference, String kind, Shape.Fields metadata, Shape.Fields spec) {
    return new Shape.Fields(
        List.of(
            Key.optional(reference, Parts.NAME, "The " + kind + ", by its name."),
            Key.optional("kind", Shape.oneOf(kind), "For one that is written here."),
            Key.optional("metadata", metadata, "For one that is written here."),
            Key.optional("spec", spec, "For one that is written here.")),
        List.of(
            new Rule.ExactlyOne(List.of(reference, "spec")),
            new Rule.Needs("spec", "kind"),
            new Rule.Needs("spec", "metadata")));
  }
}
