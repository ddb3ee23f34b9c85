// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.control.maturity.Dossier;
import dev.ballast.control.maturity.Fact;
import dev.ballast.control.maturity.Fact.Claimed;
import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.control.maturity.FactName;
import dev.ballast.control.maturity.Subject;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is collected for one dossier. */
final class Facts {

  private final Map<FactName, Measured> seen = new EnumMap<>(FactName.class);
  private final Map<FactName, Claimed> said = new EnumMap<>(FactName.class);

  /** Nothing was seen when it is null. */
  void saw(FactName name, @Nullable Measured measured) {
    if (measured != null) {
      seen.put(name, measured);
    }
  }

  void says(FactName name, String location, Instant at, String text) {
    said.putIfAbsent(name, new Claimed(text, List.of(Proof.configuration(location, at, text))));
  }

  Dossier dossier(Subject subject) {
    Map<FactName, Fact> all = new EnumMap<>(FactName.class);
    for (FactName name : FactName.values()) {
      Measured measured = seen.get(name);
      Claimed claimed = said.get(name);
      if (measured != null || claimed != null) {
        all.put(name, new Fact(measured, claimed));
      }
    }
    return new Dossier(subject, all);
  }
}
