// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import dev.ballast.model.maturity.CheckState;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A check of services as one of the organisation: proved when it is for four fifths of them, failed
 * when it failed for more than a fifth. One bad service of many does not pull all down, and a few
 * good ones do not lift it.
 */
final class Breadth {

  static final double MOST = 0.8;

  private static final int NAMES = 5;

  private Breadth() {}

  /** One service's result. */
  record Of(String service, CheckResult result) {}

  static CheckResult of(Check check, List<Of> services, Instant now) {
    if (services.isEmpty()) {
      return new CheckResult(
          check,
          CheckState.UNKNOWN,
          null,
          "There is no service of which it could be asked.",
          List.of(),
          null,
          null,
          false);
    }
    int of = services.size();
    int proved = count(services, CheckState.PROVED);
    int failed = count(services, CheckState.FAILED);
    int claimed = count(services, CheckState.CLAIMED);
    int needed = (int) Math.ceil(MOST * of);
    CheckState state =
        proved >= needed
            ? CheckState.PROVED
            : failed > of - needed
                ? CheckState.FAILED
                : proved + claimed >= needed ? CheckState.CLAIMED : CheckState.UNKNOWN;
    List<Of> fresh =
        services.stream()
            .filter(one -> one.result().isProved())
            .sorted(Comparator.comparing(one -> Objects.requireNonNull(one.result().expires())))
            .toList();
    return new CheckResult(
        check,
        state,
        (double) proved / of,
        "%d of %d services (expected: %d)%s."
            .formatted(proved, of, needed, proved == of ? "" : "; not " + missing(services)),
        List.of(
            Proof.query(
                "/api/v1/maturity?check=" + check.id(), now, proved + " of " + of + " services")),
        services.stream()
            .map(one -> one.result().at())
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null),
        ends(fresh, needed),
        false);
  }

  /** When so many have expired that what is left is too little. */
  private static @Nullable Instant ends(List<Of> soonestFirst, int needed) {
    if (soonestFirst.isEmpty()) {
      return null;
    }
    int last = Math.max(0, soonestFirst.size() - needed);
    return soonestFirst.get(Math.min(last, soonestFirst.size() - 1)).result().expires();
  }

  private static int count(List<Of> services, CheckState state) {
    return (int) services.stream().filter(one -> one.result().state() == state).count();
  }

  private static String missing(List<Of> services) {
    List<String> names =
        new ArrayList<>(
            services.stream()
                .filter(one -> !one.result().isProved())
                .map(Of::service)
                .sorted()
                .toList());
    String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
    return names.size() <= NAMES ? first : first + " and " + (names.size() - NAMES) + " more";
  }
}
