// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.Blow;
import dev.ballast.control.chaos.FaultHost;
import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.HostException;
import dev.ballast.control.chaos.Injection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host in memory, with one target. */
final class FakeHost implements FaultHost {

  final List<String> calls = new CopyOnWriteArrayList<>();
  final Set<String> on = ConcurrentHashMap.newKeySet();
  private final String name;
  private final FaultTarget.Environment environment;
  volatile String ineffective = "";
  volatile String silent = "";
  volatile String healsAs = "healed";

  FakeHost(String name, FaultTarget.Environment environment) {
    this.name = name;
    this.environment = environment;
  }

  @Override
  public String name() {
    return name;
  }

  private void answer() {
    if (!silent.isEmpty()) {
      throw new HostException(name, List.of(silent));
    }
  }

  @Override
  public List<FaultTarget> targets() {
    answer();
    return List.of(
        new FaultTarget(
            name + "-target",
            name,
            "payments",
            environment,
            Map.of("region", "us-east", FaultTarget.OPT_IN, FaultTarget.ALLOWED),
            List.of("process.stop"),
            Map.of()));
  }

  @Override
  public FaultPlan.Step plan(Blow blow) {
    answer();
    return new FaultPlan.Step(
        blow.target(), blow.kind(), "fake", "kernel", List.of("does"), List.of("undoes"));
  }

  @Override
  public Injection.Effect inject(Blow blow) {
    answer();
    calls.add("inject");
    if (!ineffective.isEmpty()) {
      throw new HostException(name, List.of(ineffective));
    }
    on.add(blow.id());
    return new Injection.Effect(blow.target().name(), name, blow.kind(), "active", "seen");
  }

  @Override
  public void renew(Blow blow, Duration lease) {
    answer();
    calls.add("renew " + lease.toMillis());
    if (!on.contains(blow.id())) {
      throw new HostException(name, List.of("its lease has ended"));
    }
  }

  @Override
  public Injection.Effect heal(Blow blow) {
    answer();
    calls.add("heal");
    on.remove(blow.id());
    return new Injection.Effect(blow.target().name(), name, blow.kind(), healsAs, "clean");
  }

  @Override
  public void stop(String reason) {
    answer();
    calls.add("stop");
  }

  @Override
  public void resume() {
    answer();
    calls.add("resume");
  }
}
