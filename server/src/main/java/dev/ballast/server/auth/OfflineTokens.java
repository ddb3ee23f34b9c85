// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.embedded.EmbeddedLedger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of a server that is not running, straight from its data folder: the way to the first
 * token of a server that will not start without one.
 */
public final class OfflineTokens implements AutoCloseable {

  private static final String LEDGER = "ledger";
  private static final String ACTOR = "command line";

  private final Ledger ledger;
  private final TokenStore tokens;
  private final InstantSource clock;

  private OfflineTokens(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.tokens = new TokenStore(ledger.documents(), clock);
    this.clock = clock;
  }

  /**
   * Opens the ledger of a data folder, which is made when it is not there.
   *
   * @throws dev.ballast.ledger.LedgerException when a running server has it open
   */
  public static OfflineTokens open(Path dataDir, InstantSource clock) {
    return new OfflineTokens(EmbeddedLedger.open(ledger(dataDir), clock), clock);
  }

  /** Where the ledger lies within a data folder. */
  public static Path ledger(Path dataDir) {
    return dataDir.resolve(LEDGER);
  }

  /** As {@link TokenStore#create}, with the event. */
  public TokenStore.Created create(String name, Role role) {
    TokenStore.Created created = tokens.create(name, role);
    audit("token.created", created.token());
    return created;
  }

  public List<Token> list() {
    return tokens.list();
  }

  /** As {@link TokenStore#revoke}, with the event. */
  public Optional<Token> revoke(String id) {
    Optional<Token> revoked = tokens.revoke(id);
    revoked.ifPresent(token -> audit("token.revoked", token));
    return revoked;
  }

  private void audit(String name, Token token) {
    ledger.events().append(TokenEvents.of(name, token, ACTOR, clock.instant()));
  }

  @Override
  public void close() {
    ledger.close();
  }
}
