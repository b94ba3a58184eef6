package health.consilium.access.emergency;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.emergency.rules.Declarer;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/$break-glass}: a person declares an emergency and reads one case for half an hour. */
@Component
class BreakGlassOperation implements FhirOperation {

    /** RFC 9470, 3: how the person has to have signed in, and how lately. */
    private static final String CHALLENGE =
            "Bearer error=\"insufficient_user_authentication\", acr_values=\"%s\", max_age=\"%d\""
                    .formatted(Assurance.PASSKEY.acr(), Declarer.FRESH.toSeconds());

    private final Callers callers;
    private final Emergencies emergencies;
    private final Clock clock;

    BreakGlassOperation(Callers callers, Emergencies emergencies, Clock clock) {
        this.callers = callers;
        this.emergencies = emergencies;
        this.clock = clock;
    }

    @Operation(
            name = "$break-glass",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/break-glass")
    public Parameters declare(
            @OperationParam(name = "case", max = 1) StringType number,
            @OperationParam(name = "purpose", max = 1) CodeType purpose,
            @OperationParam(name = "reason", max = 1) StringType reason,
            ServletRequestDetails request) {
        Caller caller = callers.current();
        declarer(caller, SmartSession.current())
                .refusal(clock.instant())
                .ifPresent(refusal -> refuse(refusal, request));
        Emergency.Who who =
                new Emergency.Who(caller.subject(), caller.role().code(), caller.party(), caller.organization());
        Parameters answer = new Parameters();
        Told.at(answer).opened(emergencies.declare(who, BreakGlassRequest.of(number, purpose, reason)));
        return answer;
    }

    private static Declarer declarer(Caller caller, Optional<AuthenticatedParty> party) {
        Optional<Assurance> assurance = party.map(AuthenticatedParty::assurance);
        return new Declarer(
                caller.role(),
                assurance.filter(how -> how != Assurance.SYSTEM).isPresent(),
                assurance.filter(Assurance::isOfOwnCredential).isPresent(),
                party.flatMap(AuthenticatedParty::signedInAt));
    }

    private static void refuse(Refusal refusal, ServletRequestDetails request) {
        if (refusal.status() == 401) {
            request.getServletResponse().setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        throw refusal.asException();
    }
}
