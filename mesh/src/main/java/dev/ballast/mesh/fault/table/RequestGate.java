// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.table;

import dev.ballast.mesh.fault.bytes.Direction;
import dev.ballast.mesh.gate.CallView;
import dev.ballast.mesh.gate.FaultDecision;
import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.time.Ticker;
import io.netty.channel.Channel;
import java.util.List;

/** The gate through which the faults of a table act. Without faults it costs one volatile read. */
final class RequestGate implements FaultGate {

  private final FaultTable table;
  private final Ticker ticker;

  RequestGate(FaultTable table, Ticker ticker) {
    this.table = table;
    this.ticker = ticker;
  }

  @Override
  public FaultDecision onRequest(CallView call) {
    return decide(table.onRequests(), call, 0);
  }

  @Override
  public FaultDecision onResponse(CallView call, int status) {
    return decide(table.onResponses(), call, status);
  }

  @Override
  public void onClient(Channel channel, String destination) {
    table.places().client(destination).arrived(channel, Direction.UPSTREAM);
  }

  @Override
  public void onUpstream(Channel channel, String destination, String version) {
    table.places().server(destination, version).arrived(channel, Direction.DOWNSTREAM);
  }

  /** Delays add up; of all else, the first fault wins. */
  private FaultDecision decide(List<Armed> faults, CallView call, int status) {
    if (faults.isEmpty()) {
      return FaultDecision.PASS;
    }
    long wait = 0;
    FaultDecision last = FaultDecision.PASS;
    long now = ticker.nanos();
    String service = call.destination();
    for (Armed armed : faults) {
      if (armed.actsOn(service)
          && armed.live(now)
          && armed.fault().effect() instanceof Effect.OnRequests effect) {
        FaultDecision decision = armed.decide(effect, call, status);
        if (decision instanceof FaultDecision.Delay delay) {
          wait += delay.nanos();
        } else if (last instanceof FaultDecision.Pass) {
          last = decision;
        }
      }
    }
    return wait == 0 ? last : new FaultDecision.Delay(wait, last);
  }
}
