// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Propagation;
import dev.ballast.model.Dependency.Strength;
import java.util.Locale;

/** Whether a caller fails when what it calls fails, and how that is known. */
public sealed interface Coupling {

  /** Somebody wrote it down; {@code measured} says whether telemetry agrees. */
  record Declared(Strength strength, Propagation measured) implements Coupling {}

  /** Telemetry saw calls fail, and what became of the callers' own requests. */
  record Estimated(Propagation measured) implements Coupling {
    @Override
    public Strength strength() {
      return measured.verdict() == Propagation.Verdict.SOFT ? Strength.SOFT : Strength.HARD;
    }
  }

  /** Nobody wrote it down and no failure told: hard, as that is the safe error. */
  record Assumed() implements Coupling {
    @Override
    public Strength strength() {
      return Strength.HARD;
    }
  }

  /** A message waits while its receiver is away. */
  record Queued() implements Coupling {
    @Override
    public Strength strength() {
      return Strength.SOFT;
    }
  }

  Strength strength();

  default boolean isHard() {
    return strength() == Strength.HARD;
  }

  /** Failures have shown it; what is only written or assumed is worth an experiment. */
  default boolean isVerified() {
    return switch (this) {
      case Declared(Strength strength, Propagation measured) ->
          switch (measured.verdict()) {
            case HARD -> strength == Strength.HARD;
            case SOFT -> strength == Strength.SOFT;
            case PARTIAL, UNKNOWN -> false;
          };
      case Estimated _ -> true;
      case Assumed _, Queued _ -> false;
    };
  }

  /** Telemetry says the opposite of what somebody wrote. */
  default boolean isContradicted() {
    return this instanceof Declared(Strength strength, Propagation measured)
        && switch (measured.verdict()) {
          case HARD -> strength == Strength.SOFT;
          case SOFT -> strength == Strength.HARD;
          case PARTIAL, UNKNOWN -> false;
        };
  }

  /** One word for machines: declared, estimated, assumed or queued. */
  default String basis() {
    return switch (this) {
      case Declared _ -> "declared";
      case Estimated _ -> "estimated";
      case Assumed _ -> "assumed";
      case Queued _ -> "queued";
    };
  }

  /** Such as {@code hard: declared}, with what was measured. */
  default String text() {
    String word = strength().name().toLowerCase(Locale.ROOT);
    return switch (this) {
      case Declared(Strength _, Propagation measured) ->
          word
              + ": declared"
              + (measured.verdict() == Propagation.Verdict.UNKNOWN
                  ? ", not seen failing"
                  : (isContradicted() ? ", but " : ", and ") + measured.text());
      case Estimated(Propagation measured) -> word + ": " + measured.text();
      case Assumed _ -> word + ": assumed, as nobody stated it and no failure has told";
      case Queued _ -> word + ": a message waits";
    };
  }
}
