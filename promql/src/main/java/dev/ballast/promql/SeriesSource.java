// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.util.List;

/** Where the engine finds its series: a store, or a fixed set in a test. */
public interface SeriesSource {

  /**
   * The series that satisfy all matchers and may hold samples in the time range, in any order.
   *
   * @param minTime first millisecond of interest, inclusive
   * @param maxTime last millisecond of interest, inclusive
   */
  List<? extends StoredSeries> select(List<Matcher> matchers, long minTime, long maxTime);
}
