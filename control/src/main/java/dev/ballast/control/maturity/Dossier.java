// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All facts about one subject; what is not in it is unknown. */
public record Dossier(Subject subject, Map<FactName, Fact> facts) {

  public Dossier {
    EnumMap<FactName, Fact> copy = new EnumMap<>(FactName.class);
    copy.putAll(facts);
    facts = Collections.unmodifiableMap(copy);
  }

  public @Nullable Fact fact(FactName name) {
    return facts.get(name);
  }

  public Dossier with(FactName name, Fact fact) {
    EnumMap<FactName, Fact> more = new EnumMap<>(FactName.class);
    more.putAll(facts);
    more.merge(name, fact, (old, next) -> next.or(old));
    return new Dossier(subject, more);
  }
}
