package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Something happens while the database does not take what should follow from it. */
@ServerTest
class UnheardEventsIT {

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    private final String name = "unheard_" + UUID.randomUUID().toString().replace('-', '_');

    @Test
    void whatCouldNotBeDoneIsDoneLaterWithoutARestart() {
        Journey journey = journeys.hospitalSends("hcc");
        noTranslationCanBegin(journey.number());
        try {
            journey.coordinatorAssesses().patientChooses();
            await().atMost(Duration.ofSeconds(60)).until(this::wasTried);
        } finally {
            jdbc.sql("drop function " + name + "() cascade").update();
        }
        assertThat(journey.tasks("translate")).isEmpty();

        jdbc.sql("update event_publication set publication_date = publication_date - interval '6 minutes'"
                        + " where serialized_event like :event")
                .param("event", "%" + journey.number() + "%")
                .update();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            new TimePasses(jdbc).runSoon("unheard-events");
            assertThat(journey.tasks("translate")).hasSize(6);
        });
    }

    private void noTranslationCanBegin(String number) {
        jdbc.sql("create sequence " + name).update();
        jdbc.sql(
                        """
                        create function NAME() returns trigger language plpgsql as $$
                        begin
                            if new.case_number = 'NUMBER' and new.task_code = 'translate' then
                                perform nextval('NAME');
                                raise exception 'No space left on device';
                            end if;
                            return new;
                        end $$
                        """
                                .replace("NAME", name)
                                .replace("NUMBER", number))
                .update();
        jdbc.sql("create trigger NAME before insert on task_clock for each row execute function NAME()"
                        .replace("NAME", name))
                .update();
    }

    /** A sequence counts on though its transaction is rolled back. */
    private boolean wasTried() {
        return jdbc.sql("select is_called from " + name).query(Boolean.class).single();
    }
}
