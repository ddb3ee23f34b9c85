// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.explain;

import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Symptom;
import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Load;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known around the symptoms of one incident.
 *
 * @param symptoms those that are active
 * @param hints what detectors found, by place
 * @param loads how many requests places get step by step; one that is not there is not known
 * @param leads what changes do, when and in which words; one that is not there was not looked into
 * @param threats what is used up soon
 * @param kinds what declared services are; one that is not there is not declared
 * @param starts when each place began to be unlike before; one that is not there did not, or nobody
 *     knows
 * @param blind what could not be looked at, as words
 */
public record Inquiry(
    List<Symptom> symptoms,
    Windows windows,
    Accounts accounts,
    Map<Place, Load> loads,
    Map<Place, List<Hint>> hints,
    List<VersionTally> versions,
    List<ChangeSeen> changes,
    List<Lead> leads,
    List<FailureKind> failures,
    List<Replication> replications,
    List<Threat> threats,
    Map<ServiceName, Service.Kind> kinds,
    Map<Place, Instant> starts,
    List<String> blind) {

  /**
   * What is compared with what.
   *
   * @param step what counts are told for; times are not known more exactly
   */
  public record Windows(
      Instant usualFrom, Instant usualTo, Instant onset, Instant to, Duration step) {

    public double usualSeconds() {
      return Duration.between(usualFrom, usualTo).toMillis() / 1e3;
    }

    public double seconds() {
      return Duration.between(onset, to).toMillis() / 1e3;
    }
  }

  public Inquiry {
    symptoms = List.copyOf(symptoms);
    loads = Map.copyOf(loads);
    hints = Map.copyOf(hints);
    versions = List.copyOf(versions);
    changes = List.copyOf(changes);
    leads = List.copyOf(leads);
    failures = List.copyOf(failures);
    replications = List.copyOf(replications);
    threats = List.copyOf(threats);
    kinds = Map.copyOf(kinds);
    starts = Map.copyOf(starts);
    blind = List.copyOf(blind);
  }

  Optional<Lead> lead(ChangeSeen change) {
    return leads.stream().filter(lead -> lead.change().equals(change.id())).findFirst();
  }

  boolean isExternal(Place place) {
    Service.Kind kind = kinds.get(place.service());
    return kind == Service.Kind.EXTERNAL || (kind == null && !accounts.tells(place));
  }

  boolean isDatabase(Place place) {
    return kinds.get(place.service()) == Service.Kind.DATABASE;
  }
}
