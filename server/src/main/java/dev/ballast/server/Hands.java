// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshPlatform;
import dev.ballast.connect.postgres.twoway.Journal;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.connect.webhook.HookCaller;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.rollout.controller.Platform;
import dev.ballast.control.rollout.judge.JudgePolicy;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.model.rollout.Canary;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.faults.FaultRoom;
import dev.ballast.server.faults.Hosts;
import dev.ballast.server.faults.Standings;
import dev.ballast.server.gate.Gates;
import dev.ballast.server.regions.ConflictDesk;
import dev.ballast.server.regions.LogDesk;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.rollout.BudgetPricing;
import dev.ballast.server.rollout.CanaryFiles;
import dev.ballast.server.rollout.Means;
import dev.ballast.server.rollout.Rollouts;
import dev.ballast.telemetry.scrape.ScrapeTarget;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** How Ballast acts: rollouts through the meshes, and regions. */
final class Hands {

  /** A scrape that began before a change may end after it. */
  private static final Duration SLACK = Duration.ofMillis(500);

  private final ServerConfig config;
  private final List<MeshAdmin> meshes;
  private final Rollouts rollouts;
  private final CanaryFiles canaries;
  private final RegionDesk regions;
  private final LogDesk logs;
  private final FaultRoom faults;

  Hands(
      ServerConfig config,
      Ledger ledger,
      Senses senses,
      Brain brain,
      Supplier<Configuration> configuration,
      Gates gates,
      InstantSource clock,
      Closing closing) {
    this.config = config;
    meshes = config.meshes().values().stream().map(url -> closing.add(new MeshAdmin(url))).toList();
    HookCaller hooks = closing.add(new HookCaller(config.isLoopback()));
    ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    closing.add(asking::shutdownNow);
    rollouts =
        new Rollouts(
            new Means(
                this::platform,
                brain.metrics(),
                hooks,
                gates::look,
                new BudgetPricing(brain.notice()::board, brain.freshness(), clock),
                ledger,
                new PromqlChecker(),
                asking,
                JudgePolicy.DEFAULT,
                config.meshMetricsEvery().plus(SLACK),
                clock));
    canaries = rollouts.files();
    regions =
        closing.add(
            new RegionDesk(
                configuration,
                ledger,
                brain.metrics(),
                brain.notice(),
                config.meshes(),
                senses.store(),
                config.timeScale(),
                new ConflictDesk(
                    configuration,
                    ledger.documents(),
                    (replication, most) ->
                        Journal.read(replication, new Secrets(System::getenv), most),
                    clock),
                clock));
    logs =
        closing.add(
            new LogDesk(
                configuration,
                replication -> new TwoWay(replication, new Secrets(System::getenv)).thin(),
                ledger.events(),
                clock,
                Executors.newVirtualThreadPerTaskExecutor()));
    faults =
        closing.add(
            new FaultRoom(
                closing.add(new Hosts(configuration, new Secrets(System::getenv))),
                (on, stopped) ->
                    Standings.of(
                        brain.newestSeen(), brain.freshness(), clock.instant(), on, stopped),
                ledger,
                clock,
                new SecureRandom()));
    answerNames(config.listen().dns());
  }

  private void answerNames(String address) {
    try {
      if (!address.isEmpty()) {
        regions.names().listen(address);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidServerConfigException(
          List.of(
              "--dns: %s (expected: an address of this machine and a port that can be had): %s"
                  .formatted(address, e.getMessage())));
    }
  }

  private Platform platform(Canary canary, Duration lease) {
    return new MeshPlatform(meshes, canary, new Hold.Lease("rollout/" + canary.name(), lease));
  }

  FaultRoom faults() {
    return faults;
  }

  LogDesk logs() {
    return logs;
  }

  RegionDesk regions() {
    return regions;
  }

  Rollouts rollouts() {
    return rollouts;
  }

  CanaryFiles canaries() {
    return canaries;
  }

  /** What is read: what was asked for, and the meshes. */
  List<ScrapeTarget> scrape() {
    List<ScrapeTarget> all = new ArrayList<>(config.scrape());
    config
        .meshes()
        .forEach(
            (region, url) ->
                all.add(
                    ScrapeTarget.of("mesh-" + region, url.resolve("/metrics"))
                        .every(config.meshMetricsEvery())));
    return all;
  }
}
