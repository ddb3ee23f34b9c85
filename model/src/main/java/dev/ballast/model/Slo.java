// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;

/**
 * A service level objective that Ballast watches.
 *
 * @param sli how good is told from bad; of a composite, that of its first objective
 * @param target the share promised, in [0, 1]; 1 leaves no budget
 * @param window the length of the window as written, before any scaling by the demo; of a calendar
 *     its usual length
 * @param dataSource the name of the DataSource it is measured on; empty for the default one
 * @param terms what its budget counts, and over which time
 * @param care what its owner wants beside the promise
 */
public record Slo(
    SloName name,
    String displayName,
    ServiceName service,
    Sli sli,
    Ratio target,
    Duration window,
    String dataSource,
    Terms terms,
    Care care) {

  /**
   * What the owner of an SLO wants beside the promise.
   *
   * @param exclusionCap the most of its window that may be left out, when {@code capped}
   * @param capped whether the owner said so: then no Maintenance may go beyond it
   */
  public record Care(Ratio exclusionCap, boolean capped, List<AlertPolicy> alerts) {

    public static final Care DEFAULT = new Care(new Ratio(0.05), false, List.of());

    public Care {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * What a budget counts, and over which time.
   *
   * @param parts the objectives of a composite, which make one budget together; empty otherwise
   */
  public record Terms(TimeWindow window, Budgeting budgeting, List<Part> parts) {
    public Terms {
      parts = List.copyOf(parts);
    }

    public boolean isComposite() {
      return !parts.isEmpty();
    }

    /** A composite whose objectives count the same slices, so that these are laid over another. */
    public boolean isJoined() {
      return isComposite()
          && parts.stream().map(part -> part.budgeting().slice()).distinct().count() == 1
          && !budgeting.slice().isZero();
    }
  }

  /**
   * One objective of a composite.
   *
   * @param weight what it counts for
   */
  public record Part(
      String displayName,
      Sli sli,
      Ratio target,
      Budgeting budgeting,
      double weight,
      String dataSource) {
    public Part {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("weight: " + weight + " (expected: > 0)");
      }
    }
  }

  public Slo {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
    }
  }

  /** Without anything beside the promise. */
  public Slo(
      SloName name,
      String displayName,
      ServiceName service,
      Sli sli,
      Ratio target,
      Duration window,
      String dataSource,
      Terms terms) {
    this(name, displayName, service, sli, target, window, dataSource, terms, Care.DEFAULT);
  }

  /** In occurrences over a rolling window. */
  public Slo(
      SloName name,
      String displayName,
      ServiceName service,
      Sli sli,
      Ratio target,
      Duration window,
      String dataSource) {
    this(
        name,
        displayName,
        service,
        sli,
        target,
        window,
        dataSource,
        new Terms(new TimeWindow.Rolling(window), new Budgeting.Occurrences(), List.of()));
  }

  public Slo withSli(Sli value) {
    return new Slo(name, displayName, service, value, target, window, dataSource, terms, care);
  }

  public Slo withTerms(Terms value) {
    return new Slo(name, displayName, service, sli, target, window, dataSource, value, care);
  }

  public Slo withCare(Care value) {
    return new Slo(name, displayName, service, sli, target, window, dataSource, terms, value);
  }
}
