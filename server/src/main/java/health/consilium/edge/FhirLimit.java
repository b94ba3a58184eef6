package health.consilium.edge;

import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** What a known caller asks of FHIR and of administration; who asks for more than a share has is told when to come again. */
class FhirLimit extends OncePerRequestFilter {

    private final Buckets buckets;
    private final FhirShares shares;
    private final UsedUp usedUp;

    FhirLimit(Buckets buckets, FhirShares shares, UsedUp usedUp) {
        this.buckets = buckets;
        this.shares = shares;
        this.usedUp = usedUp;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<AuthenticatedParty> caller = SmartSession.current();
        if (caller.isEmpty() || takes(caller.get(), request, response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean takes(AuthenticatedParty caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Share share = shares.of(caller, request);
        long seconds = buckets.take(share, FhirShares.name(caller), FhirCost.of(request));
        if (seconds > 0) {
            usedUp.by(caller, share);
            TooMany.answer(request, response, seconds, TooMany.OF_CLIENT);
        }
        return seconds == 0;
    }
}
