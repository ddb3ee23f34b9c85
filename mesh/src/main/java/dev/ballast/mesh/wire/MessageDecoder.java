// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into one message after the other: head, pieces of the body as they come, end. Between
 * two messages it waits until it is told to go on, so a client that sends ahead is held back. After
 * a message that breaks a rule it says why, once, and drops everything that follows.
 */
public abstract class MessageDecoder extends ChannelInboundHandlerAdapter {

  /** How much may wait here while a message is being answered. */
  private static final int AHEAD = 64 * 1024;

  private enum State {
    WAITING,
    HEAD,
    BODY,
    FAILED
  }

  final WireLimits limits;
  private final HeadBounds bounds;
  private final BodyReader body;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf held;
  private State state;
  private int scanned;
  private boolean decoding;
  private boolean first = true;

  MessageDecoder(WireLimits limits, int tooLongStatus, boolean startsAtOnce) {
    this.limits = limits;
    this.bounds = new HeadBounds(limits, tooLongStatus);
    this.body = new BodyReader(limits);
    this.state = startsAtOnce ? State.HEAD : State.WAITING;
  }

  /** Reads a head of a number of bytes, its empty line included. */
  abstract HttpMessage readHead(byte[] bytes, int length) throws MalformedException;

  /** How the body of the head that was read last ends. */
  abstract Framing framing(HttpMessage head) throws MalformedException;

  /** Whether the head only announces another one. */
  abstract boolean isInterim(HttpMessage head);

  /** Whether bytes may come between two messages, before anyone asked for them. */
  abstract boolean mayComeAhead();

  /** Lets the next message pass. */
  public final void proceed() {
    if (state == State.WAITING) {
      state = State.HEAD;
      scanned = 0;
      if (context != null) {
        context.channel().config().setAutoRead(true);
        decode(context);
      }
    }
  }

  /** Whether a head has begun and is not complete. */
  public final boolean insideHead() {
    return state == State.HEAD && held != null && held.isReadable();
  }

  /** Whether a body is being read. */
  public final boolean insideBody() {
    return state == State.BODY;
  }

  @Override
  public final void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext ctx) {
    drop();
  }

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    if (state == State.FAILED) {
      bytes.release();
      return;
    }
    hold(ctx, bytes);
    decode(ctx);
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.BODY && body.endsByClose()) {
      state = State.WAITING;
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    drop();
    ctx.fireChannelInactive();
  }

  private void hold(ChannelHandlerContext ctx, ByteBuf bytes) {
    ByteBuf before = held;
    if (before == null) {
      held = bytes;
      return;
    }
    ByteBuf both = ctx.alloc().buffer(before.readableBytes() + bytes.readableBytes() + 256);
    both.writeBytes(before).writeBytes(bytes);
    before.release();
    bytes.release();
    held = both;
  }

  private void drop() {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private void decode(ChannelHandlerContext ctx) {
    if (decoding) {
      return; // The loop below goes on by itself.
    }
    decoding = true;
    try {
      while (held != null && step(ctx, held)) {
        // Until more bytes are needed.
      }
    } catch (MalformedException e) {
      fail(ctx, e.reason());
    } finally {
      decoding = false;
    }
    if (held != null && !held.isReadable()) {
      drop();
    }
  }

  private void fail(ChannelHandlerContext ctx, Malformed reason) {
    state = State.FAILED;
    drop();
    ctx.fireUserEventTriggered(reason);
  }

  /** Takes one step; false when that needs bytes that are not there yet, or leave to go on. */
  private boolean step(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    return switch (state) {
      case WAITING -> waitFor(ctx, in);
      case HEAD -> head(ctx, in);
      case BODY -> piece(ctx, in);
      case FAILED -> false;
    };
  }

  private boolean waitFor(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    if (in.isReadable() && !mayComeAhead()) {
      throw new MalformedException(502, "no bytes that were not asked for");
    }
    if (in.readableBytes() > AHEAD) {
      ctx.channel().config().setAutoRead(false);
    }
    return false;
  }

  private boolean head(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    if (first && mayComeAhead() && Http2Preface.mayBe(in)) {
      return preface(ctx, in);
    }
    if (scanned == 0) {
      HeadBounds.skipEmptyLines(in);
      if (in.isReadable()
          && !HeadParser.isToken(in.getByte(in.readerIndex()))
          && in.getByte(in.readerIndex()) != '\r') {
        throw new MalformedException(400, "a message that starts with a token");
      }
    }
    int length = headLength(in);
    if (length < 0) {
      bounds.checkGrowth(in);
      return false;
    }
    if (length > limits.headBytes()) {
      throw bounds.tooLarge(in);
    }
    byte[] bytes = Scratch.of(length);
    in.readBytes(bytes, 0, length);
    HttpMessage head = readHead(bytes, length);
    if (isInterim(head)) {
      return true;
    }
    first = false;
    body.begin(framing(head));
    boolean complete = body.done();
    state = complete ? State.WAITING : State.BODY;
    ctx.fireChannelRead(head);
    if (complete) {
      ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    return true;
  }

  private boolean preface(ChannelHandlerContext ctx, ByteBuf in) {
    if (Http2Preface.isWhole(in)) {
      held = null;
      state = State.FAILED; // Whatever comes is for another handler.
      ctx.fireUserEventTriggered(new Http2Preface(in));
    }
    return false;
  }

  /** Looks at what is new only; -1 when the empty line is not there yet. */
  private int headLength(ByteBuf in) {
    int length = HeadBounds.length(in, scanned);
    scanned = length < 0 ? in.readableBytes() : 0;
    return length;
  }

  private boolean piece(ChannelHandlerContext ctx, ByteBuf in) throws MalformedException {
    HttpContent piece = body.next(in);
    if (piece == null) {
      return false;
    }
    if (body.tookAll()) {
      held = null;
    }
    if (body.done()) {
      state = State.WAITING;
    }
    ctx.fireChannelRead(piece);
    return true;
  }
}
