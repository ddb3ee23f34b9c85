// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.Evidence;
import dev.ballast.model.Health;
import dev.ballast.model.Place;
import dev.ballast.model.SloName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a service is doing in one region, and why.
 *
 * @param since when this health began
 * @param text the verdict in one line, such as {@code all SLOs met; impaired by database}
 * @param reasons worst first; never empty
 * @param impairedBy what it depends on (hard, transitively) that is not well, the deepest of it
 */
public record ServiceHealth(
    Place place,
    Health health,
    Instant since,
    String text,
    List<Reason> reasons,
    List<Impairment> impairedBy,
    Set<Flag> flags,
    Instant evaluatedAt) {

  /** Circumstances that are no health. */
  public enum Flag {
    IMPAIRED,
    /** Telemetry of its own is not expected. */
    EXTERNAL,
    /** SLO windows are scaled: an hour passes in less. */
    TIME_SCALED
  }

  /** A sentence with what it rests on. */
  public sealed interface Reason {

    String text();

    List<Evidence> evidence();

    /** What one SLO says. */
    record OfSlo(SloName slo, Health health, Instant since, String text, List<Evidence> evidence)
        implements Reason {
      public OfSlo {
        evidence = List.copyOf(evidence);
      }
    }

    /** There is no SLO that could say anything. */
    record Unmeasured(String text, List<Evidence> evidence) implements Reason {
      public Unmeasured {
        evidence = List.copyOf(evidence);
      }
    }
  }

  /**
   * A dependency that is not well.
   *
   * @param on what is not well
   * @param via the places between, from the caller's side; empty for a direct call
   */
  public record Impairment(Place on, Health health, List<Place> via, List<Evidence> evidence) {
    public Impairment {
      via = List.copyOf(via);
      evidence = List.copyOf(evidence);
    }
  }

  public ServiceHealth {
    reasons = List.copyOf(reasons);
    impairedBy = List.copyOf(impairedBy);
    flags = Collections.unmodifiableSet(new TreeSet<>(flags));
  }

  /** Somebody should look at it. */
  public boolean needsAttention() {
    return health == Health.DEGRADED || health == Health.UNHEALTHY;
  }
}
