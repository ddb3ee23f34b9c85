// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.telemetry.query.MetricQuery;
import java.util.List;
import java.util.function.Function;

/** Keeps the numbers of one objective up to date. One thread at a time. */
sealed interface ObjectiveReader permits EventReader, SliceReader {

  /** Asks what is due. */
  void refresh(Function<String, MetricQuery> sources, Frame frame);

  /** Part and total over the budget's window, as asked. */
  List<String> queries();

  Split split();

  /** The whole first, then every region with data in any window, if regions can be told apart. */
  List<String> regions();

  SloNumbers numbers(String region);
}
