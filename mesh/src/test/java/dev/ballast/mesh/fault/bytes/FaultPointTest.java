// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.quantity.Ratio;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("FutureReturnValueIgnored") // an embedded channel is done when it returns
class FaultPointTest {

  private static final Latency HUNDRED = new Latency(Duration.ofMillis(100), Duration.ZERO);

  @ParameterizedTest
  @EnumSource(Direction.class)
  void passesEverythingOnWithoutFaults(Direction way) {
    Rig rig = Rig.on(way);
    rig.send("hello");
    assertThat(rig.arrived()).isEqualTo("hello");
    rig.finish();
    assertThat(rig.finished()).isTrue();
  }

  @Test
  void aFaultActsOnItsDirectionOnly() {
    Rig rig = Rig.on(Direction.UPSTREAM);
    rig.put(HUNDRED);
    rig.write("down");
    ByteBuf out = rig.channel.readOutbound();
    assertThat(out.readableBytes()).isEqualTo(4);
    out.release();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void faultsActOneAfterTheOther(Direction way) {
    Rig rig = Rig.on(way);
    rig.put("first", HUNDRED);
    rig.put("second", HUNDRED);
    rig.send("x");
    rig.advanceMillis(100);
    rig.advanceMillis(99);
    assertThat(rig.arrived()).isEmpty();
    rig.advanceMillis(1);
    assertThat(rig.arrived()).isEqualTo("x");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void removingOneOfThreeKeepsTheOrderOfWhatTheyHold(Direction way) {
    Rig rig = Rig.on(way);
    rig.put("a", HUNDRED);
    rig.put("b", HUNDRED);
    rig.put("c", HUNDRED);
    for (int i = 0; i < 6; i++) {
      rig.send(i + ",");
      rig.advanceMillis(40);
    }
    String got = rig.arrived();
    rig.remove("b");
    got += rig.arrived();
    rig.send("6,");
    rig.advanceMillis(100);
    rig.advanceMillis(100);
    assertThat(got + rig.arrived()).isEqualTo("0,1,2,3,4,5,6,");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void clearingAllKeepsTheOrder(Direction way) {
    Rig rig = Rig.on(way);
    rig.put("a", HUNDRED);
    rig.put("b", new Bandwidth(10));
    rig.put("c", new Slicer(1, 0, Duration.ofMillis(50)));
    rig.send("abc");
    rig.advanceMillis(250);
    rig.send("def");
    rig.advanceMillis(110);
    rig.send("ghi");
    String got = rig.arrived();
    rig.faults.clear();
    rig.channel.runPendingTasks();
    assertThat(got + rig.arrived()).isEqualTo("abcdefghi");
  }

  @Test
  void hitsTheSameConnectionsInEachRun() {
    assertThat(hit(7)).isEqualTo(hit(7));
    assertThat(hit(7)).isNotEqualTo(hit(8));
  }

  @Test
  void raisingTheShareKeepsThoseThatWereHit() {
    MockTicker ticker = Ticker.newMockTicker();
    ByteFaults faults = new ByteFaults(ticker::nanoTime);
    ByteFaults.Setting some = setting(7, 0.3);
    faults.put(some);
    List<Rig> rigs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rigs.add(new Rig(Direction.DOWNSTREAM, faults, ticker));
    }
    List<Rig> hit = rigs.stream().filter(FaultPointTest::isHit).toList();
    faults.put(some.with(HUNDRED, new Ratio(0.7)));
    rigs.forEach(rig -> rig.channel.runPendingTasks());
    List<Rig> more = rigs.stream().filter(FaultPointTest::isHit).toList();
    assertThat(more).containsAll(hit).hasSizeGreaterThan(hit.size());
  }

  @Test
  void stopsReadingWhenItHoldsTooMuchAndGoesOnWhenItDoesNot() {
    Rig rig = Rig.holding(Direction.UPSTREAM, 1_000);
    rig.put(new Bandwidth(1_000));
    rig.send(new byte[999]);
    assertThat(rig.channel.config().isAutoRead()).isTrue();
    rig.send(new byte[1]);
    assertThat(rig.channel.config().isAutoRead()).isFalse();
    rig.channel.config().setAutoRead(true);
    assertThat(rig.channel.config().isAutoRead()).as("others cannot overrule it").isFalse();
    rig.advanceMillis(600);
    assertThat(rig.channel.config().isAutoRead()).isTrue();
  }

  @Test
  void isNotWritableWhileItHoldsTooMuch() {
    Rig rig = Rig.holding(Direction.DOWNSTREAM, 1_000);
    rig.put(HUNDRED);
    rig.send(new byte[1_000]);
    assertThat(rig.channel.isWritable()).isFalse();
    rig.advanceMillis(100);
    assertThat(rig.channel.isWritable()).isTrue();
  }

  @Test
  void aWriteIsDoneWhenItsBytesHaveLeft() {
    Rig rig = Rig.on(Direction.DOWNSTREAM);
    rig.put(HUNDRED);
    ChannelFuture written = rig.write("x");
    rig.advanceMillis(99);
    assertThat(written.isDone()).isFalse();
    rig.advanceMillis(1);
    assertThat(written.isSuccess()).isTrue();
  }

  @Test
  void closingWaitsForWhatIsHeld() {
    Rig rig = Rig.on(Direction.DOWNSTREAM);
    rig.put(HUNDRED);
    rig.send("answer");
    ChannelFuture closed = rig.channel.pipeline().close();
    rig.advanceMillis(99);
    assertThat(rig.closed()).isFalse();
    rig.advanceMillis(1);
    assertThat(rig.arrived()).isEqualTo("answer");
    assertThat(rig.closed()).isTrue();
    assertThat(closed.isSuccess()).isTrue();
  }

  @Test
  void closingNowDoesNotWait() {
    Rig rig = Rig.on(Direction.DOWNSTREAM);
    rig.put(new Bandwidth(0));
    rig.send("never");
    rig.point.closeNow();
    assertThat(rig.closed()).isTrue();
  }

  @Test
  void aConnectionThatGoesAwayLeavesNoBufferBehind() {
    Rig rig = Rig.on(Direction.DOWNSTREAM);
    rig.put("a", HUNDRED);
    rig.put("b", new Bandwidth(0));
    ByteBuf first = rig.send("first".getBytes(StandardCharsets.US_ASCII));
    rig.advanceMillis(100);
    ChannelFuture second = rig.write("second");
    rig.point.closeNow();
    rig.channel.runPendingTasks();
    assertThat(first.refCnt()).isZero();
    assertThat(second.isDone() && !second.isSuccess()).isTrue();
    assertThat(rig.faults.open()).isZero();
  }

  @Test
  void aConnectionThatOpensLaterMeetsTheFaultsThatAreOn() {
    Rig rig = Rig.openedUnder(Direction.UPSTREAM, HUNDRED);
    rig.send("x");
    rig.advanceMillis(99);
    assertThat(rig.arrived()).isEmpty();
    rig.advanceMillis(1);
    assertThat(rig.arrived()).isEqualTo("x");
  }

  private static List<Integer> hit(long seed) {
    MockTicker ticker = Ticker.newMockTicker();
    ByteFaults faults = new ByteFaults(ticker::nanoTime);
    faults.put(setting(seed, 0.5));
    List<Integer> hit = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      if (isHit(new Rig(Direction.DOWNSTREAM, faults, ticker))) {
        hit.add(i);
      }
    }
    return hit;
  }

  private static ByteFaults.Setting setting(long seed, double share) {
    return new ByteFaults.Setting("f", Direction.DOWNSTREAM, HUNDRED, new Ratio(share), seed);
  }

  private static boolean isHit(Rig rig) {
    rig.send("x");
    return rig.arrived().isEmpty();
  }
}
