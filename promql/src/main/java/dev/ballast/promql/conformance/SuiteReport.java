// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import java.util.List;

/**
 * What a run of promqltest scripts gave. A case is one {@code eval}; it is excluded only by a
 * {@link Rule}, and everything else that did not pass has failed.
 */
public record SuiteReport(String directory, List<FileReport> files) {

  public SuiteReport {
    files = List.copyOf(files);
  }

  /** Why a case need not pass. */
  public enum Rule {
    NATIVE_HISTOGRAM("its query, a series it selects or its expectation holds a native histogram"),
    EXPERIMENTAL("it uses a feature that upstream marks as experimental");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** One script; {@code excludedPassing} of the excluded cases pass all the same. */
  public record FileReport(
      String file,
      int cases,
      int passed,
      int failed,
      int excluded,
      int excludedPassing,
      List<Failure> failures,
      List<Exclusion> exclusions) {
    public FileReport {
      failures = List.copyOf(failures);
      exclusions = List.copyOf(exclusions);
    }
  }

  /** A case that did not pass; the line counts from 1. */
  public record Failure(int line, String query, String expected, String actual) {}

  /**
   * A case that was left out of the count.
   *
   * @param reason what in it the rule found
   * @param passes whether it passes all the same
   */
  public record Exclusion(int line, String query, Rule rule, String reason, boolean passes) {}

  public int cases() {
    return files.stream().mapToInt(FileReport::cases).sum();
  }

  public int passed() {
    return files.stream().mapToInt(FileReport::passed).sum();
  }

  public int failed() {
    return files.stream().mapToInt(FileReport::failed).sum();
  }

  public int excluded() {
    return files.stream().mapToInt(FileReport::excluded).sum();
  }
}
