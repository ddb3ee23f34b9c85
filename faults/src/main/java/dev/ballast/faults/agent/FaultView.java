// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.agent;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A fault as the API shows it.
 *
 * @param lease what holds the lease
 * @param leaseLeft seconds until it ends by itself; 0 when it is over
 * @param ended why it is over; empty while it is on
 */
public record FaultView(
    String id,
    String kind,
    String target,
    String driver,
    String lease,
    String owner,
    String reason,
    Map<String, String> parameters,
    String state,
    String evidence,
    String since,
    double leaseLeft,
    String ended,
    List<String> notes) {

  static FaultView of(Fault fault, long now) {
    boolean on = fault.state == Fault.State.ACTIVE;
    return new FaultView(
        fault.order.id(),
        fault.order.kind(),
        fault.order.target().name(),
        fault.driver.name(),
        fault.driver.lease().word(),
        fault.owner,
        fault.reason,
        fault.order.parameters(),
        fault.state.name().toLowerCase(Locale.ROOT),
        fault.evidence,
        fault.since.toString(),
        on ? Math.max(0, (fault.deadline - now) / 1e9) : 0,
        fault.ended,
        fault.notes);
  }
}
