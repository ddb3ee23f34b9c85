// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.LedgerException;
import dev.ballast.ledger.consensus.Consensus;
import dev.ballast.ledger.consensus.Standing.Role;
import dev.ballast.ledger.ratis.RatisLog;
import dev.ballast.ledger.ratis.RatisOptions;
import dev.ballast.ledger.ratis.Voters;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One voter with its clients, until it is killed. Prints what each client asks before it asks, and
 * what it was told: {@code ? number client key name value time}, {@code = number result time}, and
 * {@code - number} for what was surely not done.
 */
public final class RatisVoter {

  private static final PrintStream OUT = System.out;

  private RatisVoter() {}

  /** Arguments: self, NAME=HOST:PORT,…, folder, bind, clients, keys, first number, seed. */
  public static void main(String[] arguments) throws InterruptedException {
    String self = arguments[0];
    SortedMap<String, String> addresses = new TreeMap<>();
    for (String peer : arguments[1].split(",", -1)) {
      addresses.put(peer.substring(0, peer.indexOf('=')), peer.substring(peer.indexOf('=') + 1));
    }
    Consensus log =
        new Consensus(
            RatisLog.open(
                new Voters(self, addresses, Set.of()),
                RatisOptions.in(Path.of(arguments[2])).withBind(arguments[3]),
                Clock.systemUTC()));
    int clients = Integer.parseInt(arguments[4]);
    int keys = Integer.parseInt(arguments[5]);
    long first = Long.parseLong(arguments[6]);
    long seed = Long.parseLong(arguments[7]);
    for (int i = 0; i < clients; i++) {
      Client client =
          new Client(
              log.documents(),
              self + "-" + first + "-" + i,
              keys,
              first + i * 1_000_000L,
              new SplittableRandom(seed + i));
      Thread.ofVirtual().start(client::run);
    }
    Client writer =
        new Client(
            log.documents(),
            self + "-" + first + "-w",
            keys,
            first + clients * 1_000_000L,
            new SplittableRandom(seed));
    boolean led = false;
    for (int round = 0; ; round++) {
      if (round % 5 == 0) {
        writer.arrives();
      }
      boolean leads = log.log().standing().role() == Role.LEADER;
      if (leads != led) {
        say((leads ? "leads " : "follows ") + self + " " + System.nanoTime());
        led = leads;
      }
      Thread.sleep(20);
    }
  }

  private static void say(String line) {
    synchronized (OUT) {
      OUT.println(line);
      OUT.flush();
    }
  }

  /** Reads, and replaces what it has read. */
  private static final class Client {

    private final Documents documents;
    private final String name;
    private final int keys;
    private final SplittableRandom random;
    private final Map<String, Document> known = new ConcurrentHashMap<>();
    private long number;

    Client(Documents documents, String name, int keys, long first, SplittableRandom random) {
      this.documents = documents;
      this.name = name;
      this.keys = keys;
      this.number = first;
      this.random = random;
    }

    /** Somebody new who writes, however long those before still wait. */
    void arrives() {
      long id = number++;
      Client somebody = new Client(documents, name + "-" + id, keys, id, random.split());
      Thread.ofVirtual().start(() -> somebody.replace("new-" + id, new Document("null", 0)));
    }

    void run() {
      while (true) {
        String key = "k" + random.nextInt(keys);
        Document last = known.get(key);
        if (last == null || random.nextInt(3) == 0) {
          read(key);
        } else {
          replace(key, last);
        }
      }
    }

    private void read(String key) {
      long id = number++;
      asked(id, key, "read", "null");
      try {
        Optional<Document> read = documents.get("bench", key);
        answered(id, read.map(Document::content).orElse("null"));
        known.put(key, read.orElse(new Document("null", 0)));
      } catch (LedgerException e) {
        notDone(id);
      }
    }

    private void replace(String key, Document last) {
      long id = number++;
      String next = "\"" + id + "\"";
      asked(id, key, "cas", "[" + last.content() + "," + next + "]");
      try {
        Optional<Document> put = documents.put("bench", key, next, last.version());
        answered(id, Boolean.toString(put.isPresent()));
        put.ifPresentOrElse(now -> known.put(key, now), () -> known.remove(key));
      } catch (LedgerException.Unreachable e) {
        notDone(id);
      } catch (LedgerException e) {
        // Nobody knows: it stays without an answer in the history.
        known.remove(key);
      }
    }

    private void asked(long id, String key, String what, String value) {
      say(
          String.join(
              " ",
              Arrays.asList(
                  "?", Long.toString(id), name, key, what, value, "" + System.nanoTime())));
    }

    private static void answered(long id, String result) {
      say("= " + id + " " + result + " " + System.nanoTime());
    }

    private static void notDone(long id) {
      say("- " + id);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
