package health.consilium.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Makes one of the tokens that an app gets, of the code or refresh token that it gives for them, and of what is told of it. Where
 * that cannot be recorded the app gets nothing, and what it gave is good still: with a refresh token that was used up meanwhile it
 * would pass for a thief at its next try, and its person be signed out. What is refused is committed: a token that comes twice
 * does end its family.
 */
class WholeTokens extends OncePerRequestFilter {

    private static final String PATH = "/oauth2/token";

    private final PlatformTransactionManager transactions;

    WholeTokens(PlatformTransactionManager transactions) {
        this.transactions = transactions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(request.getContextPath() + PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // No app may have tokens before the database has them.
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        TransactionStatus status = transactions.getTransaction(null);
        boolean whole = false;
        try {
            chain.doFilter(request, answer);
            whole = true;
        } finally {
            if (!whole) {
                transactions.rollback(status);
            }
        }
        transactions.commit(status);
        answer.copyBodyToResponse();
    }
}
