// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.ledger.ratis.RatisOptions.PeerTls;
import dev.ballast.ledger.regions.Membership;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class RegionOptionsTest {

  private static final String[] PEERS = {
    "--region", "us-east", "--peers", "eu-west=10.2.0.5:7710,third=10.3.0.5:7710/witness"
  };

  @Test
  void aServerWithoutPeersIsAlone() {
    assertThat(membership()).isNull();
  }

  @Test
  void votersSpeakTlsWhenAllThreeFilesAreGiven() {
    Membership members =
        membership(
            with("--peer-tls-cert", "a.pem", "--peer-tls-key", "b.pem", "--peer-tls-ca", "c.pem"));
    PeerTls expected = new PeerTls(Path.of("a.pem"), Path.of("b.pem"), Path.of("c.pem"));
    assertThat(members).isNotNull().extracting(Membership::tls).isEqualTo(expected);
    assertThat(members)
        .extracting(Membership::witnesses, InstanceOfAssertFactories.ITERABLE)
        .containsExactly("third");
  }

  @Test
  void halfOfTlsIsRefusedWithWhatIsMissing() {
    refuses(
        "--peer-tls-cert, --peer-tls-key, --peer-tls-ca: 1 of 3 (expected: all or none). Fix: add"
            + " --peer-tls-key FILE and --peer-tls-ca FILE",
        with("--peer-tls-cert", "a.pem"));
    refuses(
        "--peer-tls-cert, --peer-tls-key, --peer-tls-ca: 2 of 3 (expected: all or none). Fix: add"
            + " --peer-tls-cert FILE",
        with("--peer-tls-key", "b.pem", "--peer-tls-ca", "c.pem"));
  }

  @Test
  void tlsBetweenVotersNeedsOthers() {
    refuses(
        "--peer-tls-cert: the server has no --peers (expected: several regions). Fix: --tls-cert"
            + " and --tls-key are for its own port",
        "--peer-tls-cert",
        "a.pem",
        "--peer-tls-key",
        "b.pem",
        "--peer-tls-ca",
        "c.pem");
  }

  private static void refuses(String message, String... arguments) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> membership(arguments))
        .withMessage(message);
  }

  private static @Nullable Membership membership(String... arguments) {
    return CommandLine.populateCommand(new RegionOptions(), arguments).membership();
  }

  private static String[] with(String... more) {
    String[] all = new String[PEERS.length + more.length];
    System.arraycopy(PEERS, 0, all, 0, PEERS.length);
    System.arraycopy(more, 0, all, PEERS.length, more.length);
    return all;
  }
}
