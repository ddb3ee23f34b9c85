// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import dev.ballast.model.gameday.CanaryLoad;
import java.util.ArrayList;
import java.util.List;

/** What a load has besides its name, target and rate, as YAML has it. */
final class LoadText {

  private LoadText() {}

  static List<String> more(CanaryLoad load) {
    List<String> more = new ArrayList<>();
    if (!load.from().isEmpty()) {
      more.add(", from: [" + String.join(", ", load.from()) + "]");
    }
    if (!load.records().isEmpty()) {
      more.add(", record: " + load.records());
    }
    return more;
  }
}
