package health.consilium.people;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The sessions of people who are signed in now. */
@Component
class SignedInPeople {

    private final FindByIndexNameSessionRepository<? extends Session> sessions;

    SignedInPeople(FindByIndexNameSessionRepository<? extends Session> sessions) {
        this.sessions = sessions;
    }

    /** Signs the person out, on every device and every server. */
    void end(String username) {
        sessions.findByPrincipalName(username).keySet().forEach(sessions::deleteById);
    }
}
