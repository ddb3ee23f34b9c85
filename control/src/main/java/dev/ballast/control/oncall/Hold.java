// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why nobody is called now. The incident is shown all the same, with this reason.
 *
 * @param kind {@code silence}, {@code chaos}, or {@code excuse}, which the incident itself has
 */
public record Hold(String kind, String reason) {

  /**
   * The reason that holds an incident's calls: all of its symptoms are silenced, or a fault that
   * somebody injected on purpose is in force where it is.
   *
   * @param faults subjects of faults under way, such as {@code service/payments}, and who owns them
   */
  static Optional<Hold> of(
      Call call, List<Silence> silences, Map<String, String> faults, Instant now) {
    if (!call.excuse().isEmpty()) {
      return Optional.of(new Hold("excuse", call.excuse()));
    }
    return chaos(call, faults).or(() -> silence(call, silences, now));
  }

  private static Optional<Hold> chaos(Call call, Map<String, String> faults) {
    Set<String> services =
        call.owners().stream().map(owner -> "service/" + owner.value()).collect(Collectors.toSet());
    call.labels().stream()
        .map(labels -> "service/" + labels.getOrDefault("service", ""))
        .forEach(services::add);
    return faults.entrySet().stream()
        .filter(fault -> services.stream().anyMatch(one -> isWithin(fault.getKey(), one)))
        .findFirst()
        .map(fault -> new Hold("chaos", fault.getValue() + " is under way on " + fault.getKey()));
  }

  /** A fault on a service in one region is a fault on the service. */
  private static boolean isWithin(String fault, String service) {
    return fault.equals(service)
        || fault.startsWith(service + "/")
        || fault.startsWith(service + "@");
  }

  private static Optional<Hold> silence(Call call, List<Silence> silences, Instant now) {
    List<Silence> active = silences.stream().filter(silence -> silence.isActive(now)).toList();
    boolean all =
        !call.labels().isEmpty()
            && call.labels().stream()
                .allMatch(labels -> active.stream().anyMatch(s -> s.matches(labels)));
    if (!all) {
      return Optional.empty();
    }
    Map<String, String> first = call.labels().getFirst();
    return active.stream()
        .filter(silence -> silence.matches(first))
        .findFirst()
        .map(
            silence ->
                new Hold(
                    "silence",
                    "silenced by %s until %s: %s"
                        .formatted(silence.createdBy(), silence.endsAt(), silence.comment())));
  }
}
