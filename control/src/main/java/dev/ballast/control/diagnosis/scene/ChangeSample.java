// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.scene;

import java.time.Instant;
import java.util.List;

/**
 * A change as a diagnosis needs it, whoever told of it.
 *
 * @param subject what it was made to, as telemetry names it; empty: not known (a commit alone)
 * @param version what runs since; empty: none
 * @param title in one line: the subject of a commit, {@code off->on} of a flag
 * @param at when it was made; a commit takes effect with the rollout that carries it
 * @param files paths that it touches
 * @param diff unified, without a header if need be; empty: not known
 * @param carries ids of the changes that a rollout brings along
 */
public record ChangeSample(
    String id,
    Kind kind,
    String subject,
    String version,
    String title,
    Instant at,
    List<String> files,
    String diff,
    List<String> carries) {

  private static final int LONGEST_ID = 400;

  /** What a person would no longer read is cut. */
  private static final int LONGEST_DIFF = 100_000;

  private static final int LONGEST_TEXT = 1000;

  /** What kind of thing was changed. */
  public enum Kind {
    /** To the source; in effect once something carries it. */
    COMMIT,
    /** A version that runs since. */
    DEPLOYMENT,
    FLAG,
    /** Settings, limits, the number of instances, a database's tables. */
    CONFIGURATION,
    /** A fault that was injected on purpose. */
    CHAOS,
    /** Said by somebody outside, such as a provider's status page: nothing of ours to take back. */
    EXTERNAL
  }

  public ChangeSample {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "id: \"%s\" (expected: 1 to %d characters, not blank)"
              .formatted(cut(id, LONGEST_TEXT), LONGEST_ID));
    }
    subject = cut(subject, LONGEST_TEXT);
    version = cut(version, LONGEST_TEXT);
    title = cut(title, LONGEST_TEXT);
    diff = cut(diff, LONGEST_DIFF);
    files = List.copyOf(files);
    carries = List.copyOf(carries);
  }

  /** One without files, diff or further changes: all that most who tell of changes know. */
  public static ChangeSample of(
      String id, Kind kind, String subject, String version, String title, Instant at) {
    return new ChangeSample(id, kind, subject, version, title, at, List.of(), "", List.of());
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
