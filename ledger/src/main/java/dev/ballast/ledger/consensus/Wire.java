// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.consensus;

import dev.ballast.ledger.Documents.Document;
import dev.ballast.ledger.Interlocks.Interlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * Commands, queries and answers as bytes. The first byte is the version; a newer one is refused,
 * since a voter that guesses would differ from the others for ever.
 */
public final class Wire {

  /** Raised when older voters could not read what is written, or would decide otherwise. */
  public static final int VERSION = 1;

  /** A command with the time that the leader gave it. */
  public record Stamped(Command command, Instant at) {}

  private Wire() {}

  public static byte[] command(Command command) {
    Out out = begin();
    write(command, out);
    return out.toBytes();
  }

  public static byte[] stamped(Stamped stamped) {
    Out out = begin().instant(stamped.at());
    write(stamped.command(), out);
    return out.toBytes();
  }

  public static byte[] query(Query query) {
    Out out = begin();
    switch (query) {
      case Query.GetDocument(String kind, String key) -> out.tag(1).text(kind).text(key);
      case Query.ListDocuments(String kind) -> out.tag(2).text(kind);
      case Query.Holder(String name) -> out.tag(3).text(name);
      case Query.Active() -> out.tag(4);
      case Query.CurrentEpoch(String resource) -> out.tag(5).text(resource);
    }
    return out.toBytes();
  }

  public static byte[] answer(Answer answer) {
    Out out = begin();
    switch (answer) {
      case Answer.No() -> out.tag(0);
      case Answer.Yes() -> out.tag(1);
      case Answer.OneDocument one -> out.tag(2).document(one.document());
      case Answer.ManyDocuments many -> {
        out.tag(3).number(many.documents().size());
        many.documents().forEach((key, document) -> out.text(key).document(document));
      }
      case Answer.OneLock one -> out.tag(4).held(one.held());
      case Answer.OneInterlock one -> out.tag(5).interlock(one.interlock());
      case Answer.ManyInterlocks many -> {
        out.tag(6).number(many.interlocks().size());
        many.interlocks().forEach(out::interlock);
      }
      case Answer.OneEpoch one -> out.tag(7).epoch(one.epoch());
      case Answer.Refused(String why) -> out.tag(8).text(why);
    }
    return out.toBytes();
  }

  /**
   * Reads a command.
   *
   * @throws WireException when it is none of this version
   */
  public static Command readCommand(byte[] bytes) {
    In in = open(bytes);
    Command command = command(in);
    in.end();
    return command;
  }

  public static Stamped readStamped(byte[] bytes) {
    In in = open(bytes);
    Instant at = in.instant();
    Stamped stamped = new Stamped(command(in), at);
    in.end();
    return stamped;
  }

  public static Query readQuery(byte[] bytes) {
    In in = open(bytes);
    int tag = in.tag();
    Query query =
        switch (tag) {
          case 1 -> new Query.GetDocument(in.text(), in.text());
          case 2 -> new Query.ListDocuments(in.text());
          case 3 -> new Query.Holder(in.text());
          case 4 -> new Query.Active();
          case 5 -> new Query.CurrentEpoch(in.text());
          default -> throw new WireException("query " + tag + " (expected: 1 to 5)");
        };
    in.end();
    return query;
  }

  public static Answer readAnswer(byte[] bytes) {
    In in = open(bytes);
    int tag = in.tag();
    Answer answer =
        switch (tag) {
          case 0 -> Answer.NO;
          case 1 -> Answer.YES;
          case 2 -> new Answer.OneDocument(in.document());
          case 3 -> {
            var documents = new TreeMap<String, Document>();
            for (int left = in.count(); left > 0; left--) {
              documents.put(in.text(), in.document());
            }
            yield new Answer.ManyDocuments(documents);
          }
          case 4 -> new Answer.OneLock(in.held());
          case 5 -> new Answer.OneInterlock(in.interlock());
          case 6 -> {
            var interlocks = new ArrayList<Interlock>();
            for (int left = in.count(); left > 0; left--) {
              interlocks.add(in.interlock());
            }
            yield new Answer.ManyInterlocks(interlocks);
          }
          case 7 -> new Answer.OneEpoch(in.epoch());
          case 8 -> new Answer.Refused(in.text());
          default -> throw new WireException("answer " + tag + " (expected: 0 to 8)");
        };
    in.end();
    return answer;
  }

  static Out begin() {
    return new Out().tag(VERSION);
  }

  static In open(byte[] bytes) {
    In in = new In(bytes);
    int version = in.tag();
    if (version != VERSION) {
      throw new WireException(
          "version %d (expected: %d). Fix: bring all regions to one version of Ballast"
              .formatted(version, VERSION));
    }
    return in;
  }

  private static void write(Command command, Out out) {
    switch (command) {
      case Command.PutDocument put ->
          out.tag(1).text(put.kind()).text(put.key()).text(put.content()).number(put.expected());
      case Command.DeleteDocument delete ->
          out.tag(2).text(delete.kind()).text(delete.key()).number(delete.expected());
      case Command.Acquire acquire ->
          out.tag(3).text(acquire.name()).text(acquire.owner()).duration(acquire.lease());
      case Command.Renew renew ->
          out.tag(4).text(renew.name()).number(renew.token()).duration(renew.lease());
      case Command.Release release -> out.tag(5).text(release.name()).number(release.token());
      case Command.Raise raise ->
          out.tag(6)
              .text(raise.kind().name())
              .text(raise.subject())
              .text(raise.owner())
              .text(raise.reason())
              .duration(raise.lease());
      case Command.RenewInterlock renew -> out.tag(7).text(renew.id()).duration(renew.lease());
      case Command.Clear clear -> out.tag(8).text(clear.id());
      case Command.Advance advance ->
          out.tag(9).text(advance.resource()).text(advance.region()).number(advance.expected());
    }
  }

  private static Command command(In in) {
    int tag = in.tag();
    try {
      return switch (tag) {
        case 1 -> new Command.PutDocument(in.text(), in.text(), in.text(), in.number());
        case 2 -> new Command.DeleteDocument(in.text(), in.text(), in.number());
        case 3 -> new Command.Acquire(in.text(), in.text(), in.duration());
        case 4 -> new Command.Renew(in.text(), in.number(), in.duration());
        case 5 -> new Command.Release(in.text(), in.number());
        case 6 -> new Command.Raise(in.kind(), in.text(), in.text(), in.text(), in.duration());
        case 7 -> new Command.RenewInterlock(in.text(), in.duration());
        case 8 -> new Command.Clear(in.text());
        case 9 -> new Command.Advance(in.text(), in.text(), in.number());
        default -> throw new WireException("command " + tag + " (expected: 1 to 9)");
      };
    } catch (WireException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new WireException(String.valueOf(e.getMessage()), e);
    }
  }
}
