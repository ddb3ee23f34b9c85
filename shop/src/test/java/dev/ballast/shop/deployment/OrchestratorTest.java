// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.shop.topology.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OrchestratorTest {

  private static final Node PAYMENTS = new Node("payments", "us-east");
  private static final Version STABLE = new Version(PAYMENTS, "v2.3.0");
  private static final Version NEXT = new Version(PAYMENTS, "v2.3.1");
  private static final Optional<Long> ANY = Optional.empty();

  private final Backstage backstage = new Backstage();
  private final Backstage.Actor first = backstage.actor(1, 7203);
  private Orchestrator orchestrator;

  @BeforeEach
  void open() {
    orchestrator = orchestrator(List.of(7281, 7282, 7283));
    orchestrator.adopt(STABLE, first);
  }

  private Orchestrator orchestrator(List<Integer> ports) {
    // Port 7281 is a stranger's.
    return new Orchestrator(backstage, backstage, new SparePorts(ports, port -> port == 7281));
  }

  @AfterEach
  void close() throws InterruptedException {
    orchestrator.close();
  }

  @Test
  void leadsToAReplicaOnceItIsUp() throws Exception {
    Deployment asked = orchestrator.scale(STABLE, 2, ANY);
    backstage.expect("start v2.3.0 2:7282", "lead v2.3.0 [7203, 7282]");

    assertThat(asked.wanted()).isEqualTo(2);
    assertThat(asked.revision()).isEqualTo(2);
    backstage.expectNothing();
  }

  @Test
  void leadsAwayBeforeAReplicaEnds() throws Exception {
    orchestrator.scale(STABLE, 2, ANY);
    backstage.expect("start v2.3.0 2:7282", "lead v2.3.0 [7203, 7282]");
    orchestrator.scale(STABLE, 1, ANY);
    backstage.expect("lead v2.3.0 [7203]", "finish 2:7282");
    orchestrator.scale(STABLE, 2, ANY);
    backstage.expect("start v2.3.0 3:7282", "lead v2.3.0 [7203, 7282]");
  }

  @Test
  void startsAnewOnlyWhatIsStillTheSameProcess() throws Exception {
    orchestrator.scale(STABLE, 2, ANY);
    backstage.expect("start v2.3.0 2:7282", "lead v2.3.0 [7203, 7282]");
    List<Deployment.Instance> seen = orchestrator.one(STABLE).instances();
    orchestrator.restart(STABLE, seen);
    orchestrator.restart(STABLE, List.of(seen.getLast())); // Asked for already.
    backstage.expect("rest v2.3.0 7203", "finish 1:7203", "rest v2.3.0 7203");
    backstage.expect("start v2.3.0 1:7203", "resume v2.3.0 7203", "rest v2.3.0 7282");
    backstage.expect("finish 2:7282", "rest v2.3.0 7282", "start v2.3.0 2:7282");
    backstage.expect("resume v2.3.0 7282");

    assertThatThrownBy(() -> orchestrator.restart(STABLE, seen))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is gone or another one (expected: as it was read)");
    backstage.expectNothing();
  }

  @Test
  void whatDiedComesBackToItsPlace() throws Exception {
    first.die();
    backstage.expect("rest v2.3.0 7203", "start v2.3.0 1:7203", "resume v2.3.0 7203");

    backstage.expectNothing();
  }

  @Test
  void aSecondVersionRunsBesideTheFirstAndGoesWhenItHasNoTraffic() throws Exception {
    orchestrator.deploy(NEXT, 1);
    backstage.expect("start v2.3.1 2:7282", "lead v2.3.1 [7282]");
    assertThat(orchestrator.all()).extracting(d -> d.version().name()).contains("v2.3.1");
    orchestrator.retire(NEXT);
    backstage.expect("close v2.3.1", "finish 2:7282", "close v2.3.1");
  }

  @Test
  void aVersionWithTrafficStays() {
    backstage.weigh("v2.3.0");
    orchestrator.deploy(NEXT, 1);

    assertThatThrownBy(() -> orchestrator.retire(STABLE))
        .hasMessage("version v2.3.0 has weight 100");
    assertThat(orchestrator.one(STABLE).wanted()).isEqualTo(1);
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void saysWhyAReplicaDoesNotComeAndTriesAgain() throws Exception {
    backstage.breakDown(true);
    orchestrator.scale(STABLE, 2, ANY);
    backstage.expect("broken", "broken");
    Deployment stuck = orchestrator.one(STABLE);
    backstage.breakDown(false);
    orchestrator.scale(STABLE, 1, ANY);

    assertThat(stuck.problem()).isEqualTo("out of memory");
    assertThat(stuck.ready()).isEqualTo(1);
  }

  @Test
  void runsOutOfPortsWithAReason() throws Exception {
    orchestrator.scale(STABLE, 4, ANY);
    backstage.expect("start v2.3.0 2:7282", "lead v2.3.0 [7203, 7282]");
    backstage.expect("start v2.3.0 3:7283", "lead v2.3.0 [7203, 7282, 7283]");
    while (orchestrator.one(STABLE).problem().isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(orchestrator.one(STABLE).problem())
        .isEqualTo("ports: 2 of 3 are ours, the rest are in use by others (expected: one free)");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> orchestrator.scale(STABLE, 5, ANY))
        .hasMessage("replicas: 5 (expected: 1 to 4). Fix: to end a version, retire it");
    assertThatThrownBy(() -> orchestrator.scale(NEXT, 1, ANY))
        .hasMessage(
            "payments/us-east/v2.3.1: no such deployment"
                + " (expected: one of payments/us-east/v2.3.0)");
    assertThatThrownBy(() -> orchestrator.scale(STABLE, 2, Optional.of(7L)))
        .hasMessage(
            "payments/us-east/v2.3.0: revision 7 (expected: 1, which it is now). Fix: read it"
                + " again");
    assertThatThrownBy(() -> orchestrator.deploy(STABLE, 1))
        .hasMessageContaining("is there already (expected: a new version)");
    assertThatThrownBy(() -> orchestrator.retire(STABLE))
        .hasMessageContaining("is the only version (expected: another one)");
    assertThatThrownBy(() -> orchestrator.deploy(new Version(new Node("x", "us-east"), "v1"), 1))
        .hasMessageContaining("x/us-east/v1: no such deployment");
    assertThatThrownBy(() -> new Version(PAYMENTS, "v2/../3"))
        .hasMessageContaining("version: v2/../3 (expected: up to 62 letters");
  }

  @Test
  void keepsItsHandsOffWhatHasFilesOrIsNotOurs() {
    Version orders = new Version(new Node("orders", "us-east"), "v1.9.0");
    Version cards = new Version(new Node("card-processor", "us-east"), "2026-01");
    orchestrator.adopt(orders, backstage.actor(1, 7202));
    orchestrator.adopt(cards, backstage.actor(1, 7209));

    assertThatThrownBy(() -> orchestrator.scale(orders, 2, ANY))
        .hasMessage(
            "orders/us-east: is a third party's or keeps files of its own"
                + " (expected: no second process)");
    assertThatThrownBy(() -> orchestrator.deploy(new Version(cards.node(), "2026-02"), 1))
        .hasMessageContaining("(expected: no second process)");
  }
}
