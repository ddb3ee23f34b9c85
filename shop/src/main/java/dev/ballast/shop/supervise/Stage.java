// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.deployment.Machine;
import dev.ballast.shop.deployment.Replica;
import dev.ballast.shop.deployment.Version;
import dev.ballast.shop.node.HostOptions;
import java.io.IOException;
import java.time.Instant;

/** Where the orchestrator's replicas run: processes of this run, warm before users get there. */
final class Stage implements Machine {

  private final Troupe troupe;
  private final JavaCommand command;
  private final Staff staff;
  private final Announcements say;

  Stage(Troupe troupe, JavaCommand command, Staff staff, Announcements say) {
    this.troupe = troupe;
    this.command = command;
    this.staff = staff;
    this.say = say;
  }

  @Override
  public Replica start(Version version, int number, int port)
      throws IOException, InterruptedException {
    HostOptions host = staff.optionsOf(version.node(), version.name(), number, port);
    ServiceProcess process = troupe.start(command, host);
    try {
      Rehearsal.of(version.node().service()).play(port);
      process.order("open");
    } catch (IOException | InterruptedException e) {
      troupe.dismiss(process);
      throw e;
    }
    say.progress(host.instance() + " (" + version.name() + ") is up on port " + port);
    return replica(process);
  }

  /** A process as the orchestrator sees it. */
  Replica replica(ServiceProcess process) {
    return new Running(troupe, process, say);
  }

  private record Running(Troupe troupe, ServiceProcess process, Announcements say)
      implements Replica {

    @Override
    public int number() {
      return process.options().number();
    }

    @Override
    public int port() {
      return process.options().port();
    }

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public Instant startedAt() {
      return process.startedAt();
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public void finish() throws InterruptedException {
      try {
        process.order("finish");
      } catch (IOException e) {
        say.progress(process.options().instance() + " did not finish in an orderly way: " + e);
      }
      troupe.dismiss(process);
      say.progress(process.options().instance() + " has ended");
    }
  }
}
