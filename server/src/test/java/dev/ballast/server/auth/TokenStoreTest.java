// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {

  private final FakeClock clock = FakeClock.atStart();
  private final Documents documents = new MemoryLedger(clock).documents();
  private final TokenStore tokens = new TokenStore(documents, clock);

  @Test
  void findsATokenByItsSecretOnly() {
    TokenStore.Created created = tokens.create("ci", Role.OPERATOR);

    assertThat(tokens.find(created.secret())).contains(created.token());
    assertThat(tokens.find(created.secret() + "x")).isEmpty();
    assertThat(tokens.find(created.token().hash())).isEmpty();
  }

  @Test
  void keepsTheHashAndNeverTheSecret() {
    TokenStore.Created created = tokens.create("ci", Role.VIEWER);

    assertThat(documents.list("token").values().toString()).doesNotContain(created.secret());
    assertThat(created.toString()).doesNotContain(created.secret());
    assertThat(created.secret()).hasSize("blst_".length() + 43);
  }

  @Test
  void revokesAtOnce() {
    TokenStore.Created created = tokens.create("ci", Role.VIEWER);

    assertThat(tokens.revoke(created.token().id())).contains(created.token());
    assertThat(tokens.find(created.secret())).isEmpty();
    assertThat(tokens.revoke(created.token().id())).isEmpty();
    assertThat(tokens.isEmpty()).isTrue();
  }

  @Test
  void refusesANameThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokens.create("a b", Role.VIEWER))
        .withMessageStartingWith("name: a b (expected: ");
  }

  @Test
  void makesTheFirstTokenWithoutAServer(@TempDir Path dir) {
    String secret;
    try (OfflineTokens offline = OfflineTokens.open(dir, clock)) {
      secret = offline.create("first", Role.ADMIN).secret();
      assertThat(offline.list()).extracting(Token::name).containsExactly("first");
    }
    try (OfflineTokens again = OfflineTokens.open(dir, clock)) {
      assertThat(again.list()).hasSize(1);
      assertThat(again.revoke(again.list().getFirst().id())).isPresent();
      assertThat(secret).startsWith("blst_");
    }
  }
}
