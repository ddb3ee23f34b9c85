// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.model.mesh.Breaker;
import dev.ballast.model.mesh.Connections;
import dev.ballast.model.mesh.Protocol;
import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is spoken to; a lane whose rules change is made anew.
 *
 * @param connections the share of one event loop
 * @param tls asked for each connection, since certificates are renewed; null for plain text
 */
public record LaneRules(
    Protocol protocol,
    Connections connections,
    Breaker breaker,
    @Nullable Supplier<SslContext> tls) {}
