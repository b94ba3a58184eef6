package health.consilium.workflow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.time.Clock;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The one gate to Task state: whatever writes a Task, a client's {@code PUT} or {@code PATCH}, an entry of a transaction or
 * an operation, passes here before it is stored and has its consequences here before it is committed.
 */
@Component
@Interceptor(order = 150)
class TaskHook implements StorageInterceptor {

    private final Callers callers;
    private final Withdrawal withdrawal;
    private final ObjectProvider<TaskRule> rules;
    private final TaskClock taskClock;
    private final TaskConsequences consequences;
    private final Clock clock;

    TaskHook(
            Callers callers,
            @Lazy Withdrawal withdrawal,
            ObjectProvider<TaskRule> rules,
            @Lazy TaskClock taskClock,
            @Lazy TaskConsequences consequences,
            Clock clock) {
        this.callers = callers;
        this.withdrawal = withdrawal;
        this.rules = rules;
        this.taskClock = taskClock;
        this.consequences = consequences;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof Task task && !isServer(request)) {
            withdrawal.check(task);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void afterCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof Task task && !isServer(request)) {
            withdrawal.carryOut(task);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (!(before instanceof Task old && after instanceof Task task)) {
            return;
        }
        if (isServer(request)) {
            checkStep(old, task);
        } else {
            Caller caller = callers.current();
            claim(old, task, caller);
            checkStep(old, task, caller);
            ClientTaskEdit.check(old, task);
        }
        task.setLastModified(Date.from(clock.instant()));
        taskClock.moving(old, task);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (!(before instanceof Task old && after instanceof Task task)) {
            return;
        }
        if (!isServer(request)) {
            // Not before: only now do references to what came in the same transaction lead anywhere.
            checkRules(old, task, callers.current());
        }
        consequences.follow(old, task);
    }

    private static boolean isServer(RequestDetails request) {
        return request instanceof SystemRequestDetails;
    }

    /** The server keeps to the table, too. */
    private static void checkStep(Task old, Task task) {
        State from = State.of(old);
        State to = State.of(task);
        if (!from.equals(to)) {
            refuse(TransitionTable.check(TaskKind.of(old), from, to));
        }
    }

    private static void checkStep(Task old, Task task, Caller caller) {
        State from = State.of(old);
        State to = State.of(task);
        if (!from.equals(to)) {
            refuse(TransitionTable.check(
                    TaskKind.of(old), from, to, caller.role().code(), isOwner(old, caller)));
        }
    }

    private static void refuse(Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            throw Refusal.unprocessable("illegal-transition", refused.message(), "Task.status", "Task.businessStatus")
                    .asException();
        }
    }

    private static boolean isOwner(Task task, Caller caller) {
        return caller.isMeantBy(task.getOwner()) || (!task.hasOwner() && caller.is(Role.TRANSLATOR));
    }

    /** Who takes a Task from the pool becomes its owner; else only the coordination desk gives work to somebody. */
    private static void claim(Task old, Task task, Caller caller) {
        boolean released = task.getStatus() == Task.TaskStatus.REQUESTED;
        if (caller.is(Role.TRANSLATOR) && !released && !old.hasOwner()) {
            task.setOwner(caller.reference());
        } else if (caller.is(Role.TRANSLATOR) && released) {
            task.setOwner(null);
        } else if (!caller.is(Role.COORDINATOR)) {
            task.setOwner(old.getOwner().copy());
        } else if (TaskKind.of(old) == TaskKind.REFERRAL && !old.getOwner().equalsDeep(task.getOwner())) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "A referral is the centre's that the consent names. To ask another one, end this referral and"
                                    + " submit the case to that centre.",
                            "Task.owner")
                    .asException();
        }
    }

    private void checkRules(Task old, Task task, Caller caller) {
        String code = TaskKind.Codes.of(old);
        rules.stream().filter(rule -> rule.code().equals(code)).forEach(rule -> rule.refusal(old, task, caller)
                .ifPresent(refusal -> {
                    throw refusal.asException();
                }));
    }
}
