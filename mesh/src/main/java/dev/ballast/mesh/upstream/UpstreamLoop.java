// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.time.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/** What a connection needs of the event loop that owns it. */
public record UpstreamLoop(
    EventLoop loop, Class<? extends Channel> channelType, Ticker ticker, FaultGate faults) {}
