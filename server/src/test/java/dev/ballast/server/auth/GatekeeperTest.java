// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.server.auth.Denied.Reason;
import dev.ballast.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatekeeperTest {

  private final FakeClock clock = FakeClock.atStart();
  private final TokenStore tokens = new TokenStore(new MemoryLedger(clock).documents(), clock);
  private final List<Reason> denials = new ArrayList<>();
  private final Gatekeeper local = new Gatekeeper(tokens, true, denials::add);
  private final Gatekeeper open = new Gatekeeper(tokens, false, denials::add);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:7700", "localhost:7700", "LOCALHOST", "[::1]:7700", "[::1]"})
  void letsTheLocalUserInWithoutAToken(String host) {
    assertThat(local.admit(read("", host), Role.ADMIN)).isEqualTo(Caller.LOCAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example:7700", "127.0.0.1.evil.example", "", "localhost.evil"})
  void deniesAReboundNameOnLoopback(String host) {
    assertDenied(local, read("", host), Role.VIEWER, Reason.HOST);
  }

  @Test
  void deniesAnywhereElseWithoutAToken() {
    assertDenied(open, read("", "10.0.0.1:7700"), Role.VIEWER, Reason.NO_TOKEN);
  }

  @Test
  void deniesAnUnknownTokenEvenOnLoopback() {
    assertDenied(local, read("blst_wrong", "localhost"), Role.VIEWER, Reason.WRONG_TOKEN);
  }

  @Test
  void letsATokenDoWhatItsRoleMay() {
    String secret = tokens.create("ci", Role.OPERATOR).secret();

    assertThat(open.admit(read(secret, "any"), Role.VIEWER).name()).isEqualTo("ci");
    assertThat(open.admit(read(secret, "any"), Role.OPERATOR).role()).isEqualTo(Role.OPERATOR);
    assertDenied(open, read(secret, "any"), Role.ADMIN, Reason.ROLE);
  }

  @Test
  void deniesAPageOfAnotherOriginToChangeAnything() {
    assertDenied(local, write("", false, "http://evil.example", ""), Role.OPERATOR, Reason.ORIGIN);
    assertDenied(local, write("", false, "", "cross-site"), Role.OPERATOR, Reason.ORIGIN);
    assertDenied(local, write("", false, "null", ""), Role.OPERATOR, Reason.ORIGIN);
  }

  @Test
  void letsOurOwnPagesAndProgramsChangeThings() {
    assertThat(local.admit(write("", false, "http://localhost:7700", "same-origin"), Role.OPERATOR))
        .isEqualTo(Caller.LOCAL);
    assertThat(local.admit(write("", false, "", ""), Role.OPERATOR)).isEqualTo(Caller.LOCAL);
  }

  @Test
  void asksForTheOriginOfACookieButNotOfABearerToken() {
    String secret = tokens.create("ci", Role.OPERATOR).secret();

    assertDenied(
        open, write(secret, true, "http://evil.example", ""), Role.OPERATOR, Reason.ORIGIN);
    assertThat(open.admit(write(secret, false, "http://evil.example", ""), Role.OPERATOR).name())
        .isEqualTo("ci");
  }

  private void assertDenied(
      Gatekeeper gatekeeper, Credentials credentials, Role role, Reason reason) {
    denials.clear();
    assertThatThrownBy(() -> gatekeeper.admit(credentials, role))
        .isInstanceOfSatisfying(
            Denied.class, denied -> assertThat(denied.reason()).isEqualTo(reason));
    assertThat(denials).containsExactly(reason);
  }

  private static Credentials read(String token, String host) {
    return new Credentials(token, false, host, "", "", false);
  }

  private static Credentials write(
      String token, boolean fromCookie, String origin, String fetchSite) {
    return new Credentials(token, fromCookie, "localhost:7700", origin, fetchSite, true);
  }
}
