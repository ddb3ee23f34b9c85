// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import java.time.Instant;
import java.util.List;

/**
 * Something that was changed on purpose, by whoever told of it: an own rollout, a version seen in
 * telemetry, a webhook, an edit of the configuration, a commit of the history.
 *
 * @param subject what it was made to, as telemetry names it; empty: not known (a commit alone)
 * @param version of what was rolled out; empty: none
 * @param title in one line: the subject of a commit, {@code off->on} of a flag
 * @param at when it was made; a commit takes effect with the rollout that carries it
 * @param files paths that it touches
 * @param diff unified, without a header if need be; empty: not known
 * @param carries ids of the changes that a rollout brings along
 * @param source who told of it, for example {@code rollout}, {@code telemetry}, {@code github}
 */
public record Change(
    String id,
    Kind kind,
    String subject,
    String version,
    String title,
    Instant at,
    List<String> files,
    String diff,
    List<String> carries,
    String source) {

  private static final int LONGEST_ID = 200;

  /** A diff beyond this is cut: what a person would no longer read. */
  private static final int LONGEST_DIFF = 200_000;

  private static final int LONGEST_TEXT = 1000;

  /** What kind of thing was changed. */
  public enum Kind {
    /** To the source; in effect once something carries it. */
    COMMIT,
    /** A version that runs since. */
    DEPLOYMENT,
    FLAG,
    CONFIGURATION,
    /** More or fewer instances, other limits. */
    SCALING,
    /** Of a database. */
    MIGRATION,
    /** A fault that was injected on purpose. */
    CHAOS,
    /** Said by somebody outside: a provider's status page. Nothing of ours to take back. */
    EXTERNAL
  }

  public Change {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "id: \"%s\" (expected: 1 to %d characters, not blank)"
              .formatted(cut(id, LONGEST_TEXT), LONGEST_ID));
    }
    subject = cut(subject, LONGEST_TEXT);
    version = cut(version, LONGEST_TEXT);
    title = cut(title, LONGEST_TEXT);
    diff = cut(diff, LONGEST_DIFF);
    source = cut(source, LONGEST_TEXT);
    files = List.copyOf(files);
    carries = List.copyOf(carries);
  }

  /** One without files, diff or further changes: all that most who tell of changes know. */
  public static Change of(
      String id,
      Kind kind,
      String subject,
      String version,
      String title,
      Instant at,
      String source) {
    return new Change(
        id, kind, subject, version, title, at, List.of(), "", List.of(), source);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
