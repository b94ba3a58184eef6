package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets each caller take a share; who asks for more is told when to come again, and the request goes no further. */
class CallerLimit extends OncePerRequestFilter {

    private final Buckets buckets;
    private final Share share;
    private final String problem;
    private final Counting counting;

    CallerLimit(Buckets buckets, Share share, String problem, Counting counting) {
        this.buckets = buckets;
        this.share = share;
        this.problem = problem;
        this.counting = counting;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!answered(request, response)) {
            chain.doFilter(request, response);
        }
    }

    /** @return whether this was too much and the request has been told so; else it is still to be answered */
    boolean answered(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> caller = counting.caller(request);
        long seconds = caller.isPresent() ? buckets.take(share, caller.get(), 1) : 0;
        if (seconds > 0) {
            TooMany.answer(request, response, seconds, problem);
        }
        return seconds > 0;
    }
}
