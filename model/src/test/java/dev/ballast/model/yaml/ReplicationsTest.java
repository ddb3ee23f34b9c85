// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Configuration;
import dev.ballast.model.Replica;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.Secret;
import dev.ballast.model.TableMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplicationsTest {

  @TempDir Path dir;

  private ReplicationReading read(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("replication.yaml"), text);
    return ConfigurationReader.readReplications(List.of(file), QueryChecker.NONE);
  }

  @Test
  void readsNodesTablesAndWhatFollowsFromThem() throws IOException {
    var reading =
        read(
            """
            apiVersion: ballast.dev/v1
            kind: Replication
            metadata: {name: shop}
            spec:
              strategy: multi
              maxSkew: 250ms
              keepLog: 48h
              nodes:
                - name: us-east
                  id: 1
                  url: jdbc:postgresql://db.east.example/shop?sslmode=require
                  user: ballast
                  passwordFrom: {env: EAST}
                - name: eu-west
                  id: 2
                  url: jdbc:postgresql://127.0.0.1:15433/the shop
                  user: post gres
                  peer: host=10.0.0.2 dbname=shop
              tables:
                - table: public.items
                - {table: public.reviews, merge: field, counters: [likes]}
                - {table: public.tags, merge: custom, function: public.union, accept: [foreign-keys]}
            """);

    assertThat(reading.problems()).isEmpty();
    Replication shop = reading.replications().getFirst();
    assertThat(shop.strategy()).isEqualTo(Replication.Strategy.MULTI);
    assertThat(shop.maxSkew()).isEqualTo(Duration.ofMillis(250));
    assertThat(shop.keepLog()).isEqualTo(Duration.ofDays(2));
    assertThat(shop.nodes())
        .containsExactly(
            new Replica(
                "us-east",
                1,
                "jdbc:postgresql://db.east.example/shop?sslmode=require",
                "ballast",
                new Secret.Environment("EAST"),
                "host=db.east.example port=5432 dbname=shop user=ballast"),
            new Replica(
                "eu-west",
                2,
                "jdbc:postgresql://127.0.0.1:15433/the shop",
                "post gres",
                new Secret.None(),
                "host=10.0.0.2 dbname=shop"));
    assertThat(shop.tables())
        .containsExactly(
            new ReplicatedTable("public", "items", new TableMerge.LastWriter(), Set.of()),
            new ReplicatedTable(
                "public", "reviews", new TableMerge.ByField(List.of("likes")), Set.of()),
            new ReplicatedTable(
                "public",
                "tags",
                new TableMerge.Custom("public.union"),
                Set.of(ReplicatedTable.Risk.FOREIGN_KEYS)));
  }

  @Test
  void aFileWithAProblemGivesNoReplication() throws IOException {
    var reading = read("{apiVersion: ballast.dev/v1, kind: Replication, metadata: {name: a}}");

    assertThat(reading.replications()).isEmpty();
    assertThat(reading.errors()).hasSize(1);
  }

  @Test
  void aServerHasThemInItsConfiguration() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("served.yaml"),
            """
            apiVersion: ballast.dev/v1
            kind: Replication
            metadata: {name: shop}
            spec:
              strategy: multi
              nodes:
                - {name: a, id: 1, url: "jdbc:postgresql://a/shop", user: ann}
                - {name: b, id: 2, url: "jdbc:postgresql://b/shop", user: ann}
              tables: [{table: public.items}]
            """);
    var configuration = ConfigurationReader.read(List.of(file), QueryChecker.NONE).configuration();
    assertThat(configuration.replications()).containsOnlyKeys("shop");
    assertThat(Configuration.diff(Configuration.EMPTY, configuration))
        .extracting(edit -> edit.kind() + " " + edit.name())
        .containsExactly("Replication shop");
  }
}
