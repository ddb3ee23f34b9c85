// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.connect.postgres.Lab;
import dev.ballast.shop.postgres.LonePostgres;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node of a store, closed and opened for writes, on a real PostgreSQL. */
@Timeout(60)
final class PostgresNodeTest {

  private Lab lab;
  private LonePostgres server;
  private PostgresNode node;

  @BeforeEach
  void start() throws Exception {
    lab = Lab.start(1, Map.of());
    server = lab.server(0);
    node = new PostgresNode(server.jdbcUrl("postgres"), LonePostgres.user());
  }

  @AfterEach
  void stop() throws Exception {
    if (node != null) {
      node.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  private void write() throws SQLException {
    try (Connection client = server.connect("postgres");
        Statement s = client.createStatement()) {
      s.execute("CREATE TABLE IF NOT EXISTS item (id int)");
      s.execute("INSERT INTO item VALUES (1)");
    }
  }

  /** It waits for a leader that is not there. */
  private void follow() throws Exception {
    node.close();
    server.stop();
    Files.createFile(server.data().resolve("standby.signal"));
    server.start();
  }

  @Test
  void aFencedNodeTakesNoWriteUntilItIsOpenedAgain() throws Exception {
    node.promote(3);
    write();

    assertThatThrownBy(() -> node.fence(2))
        .isInstanceOf(PostgresNode.OvertakenException.class)
        .hasMessage("epoch 2 is older than the one that the node has seen, 3");
    write();

    assertThat(node.fence(4)).contains("only reads");
    assertThatThrownBy(this::write).hasMessageContaining("read-only transaction");

    node.promote(4);
    write();
    node.write(1);
  }

  @Test
  void aFollowerStaysOneWhenAnEarlierEpochWouldOpenIt() throws Exception {
    node.promote(7);
    follow();

    assertThatThrownBy(() -> node.promote(6))
        .hasMessage("epoch 6 is older than the one that the node has seen, 7");
    assertThat(node.read(0).follower()).isTrue();

    node.promote(8);
    assertThat(node.read(0).follower()).isFalse();
    write();
  }
}
