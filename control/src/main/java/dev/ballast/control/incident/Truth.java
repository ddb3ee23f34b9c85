// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import dev.ballast.model.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What it really was, as somebody who looked into it says.
 *
 * @param name a service, database, host or third party; {@value #NOBODY} when nothing was wrong
 * @param to the one that is called, when it was the way between the two; else empty
 * @param region empty when it was everywhere or is not said
 */
public record Truth(String name, String to, String region) {

  /** Nothing was wrong: whoever was named was accused wrongly. */
  public static final String NOBODY = "none";

  public static final Truth UNKNOWN = new Truth("", "", "");

  private static final int LONGEST = 200;

  /**
   * Reads what somebody says, with all that is wrong with it.
   *
   * @throws IllegalArgumentException with every problem on a line of its own
   */
  public static Truth said(String cause, String to, String region) {
    List<String> problems = new ArrayList<>();
    String name = text("cause", cause, problems);
    String callee = text("to", to, problems);
    String where = text("region", region, problems);
    if (name.isEmpty()) {
      problems.add(
          "cause: missing (expected: a service, database, host or third party, or "
              + NOBODY
              + " when nothing was wrong). Fix: --cause NAME");
    }
    if (name.equals(NOBODY) && !(callee.isEmpty() && where.isEmpty())) {
      problems.add("cause: " + NOBODY + " (expected: neither to nor region beside it)");
    }
    if (!callee.isEmpty() && callee.equals(name)) {
      problems.add("to: " + callee + " (expected: another one than the cause)");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new Truth(name, callee, where);
  }

  /**
   * Whether anybody has heard of what it names.
   *
   * @throws IllegalArgumentException with every name that nobody knows
   */
  public void check(Set<String> known) {
    String unknown =
        Stream.of(name, to)
            .filter(one -> !one.isEmpty() && !one.equals(NOBODY) && !known.contains(one))
            .map(
                one ->
                    "cause: %s (expected: a name that was seen%s). Fix: --unseen when it is one that telemetry does not know"
                        .formatted(
                            one,
                            Nearest.to(one, known).map(near -> ", such as " + near).orElse("")))
            .collect(Collectors.joining("\n"));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(unknown);
    }
  }

  private static String text(String what, String value, List<String> problems) {
    String text = value.strip();
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          "%s: %d characters (expected: at most %d, no control characters)"
              .formatted(what, text.length(), LONGEST));
      return "";
    }
    return text;
  }

  public boolean isKnown() {
    return !name.isEmpty();
  }

  public boolean isNobody() {
    return name.equals(NOBODY);
  }

  /**
   * Whether a suspect is it: of the same name, which a version of it has, too. Of regions, one that
   * is not said fits all.
   */
  public boolean is(Suspect suspect) {
    boolean edge = suspect.kind() == Suspect.Kind.EDGE;
    boolean here =
        region.isEmpty() || suspect.region().isEmpty() || region.equals(suspect.region());
    return here
        && name.equals(suspect.name())
        && (edge ? to.equals(suspect.detail()) : to.isEmpty());
  }

  /** Such as {@code the way from orders to inventory in us-east}. */
  public String text() {
    String where = region.isEmpty() ? "" : " in " + region;
    if (isNobody()) {
      return "nothing was wrong";
    }
    return (to.isEmpty() ? name : "the way from " + name + " to " + to) + where;
  }
}
