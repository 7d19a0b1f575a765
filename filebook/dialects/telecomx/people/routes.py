"""The rows about employees and customers."""

from filebook.core.access import Role
from filebook.core.ids import Kind
from filebook.dialects.telecomx.people import wire
from filebook.dialects.telecomx.people.handlers import Customers, Employees
from filebook.services.bundle import Services
from filebook.serving.routes import Route, credential

_VIEWER = credential(Role.VIEWER)


def people_routes(services: Services) -> tuple[Route, ...]:
    """Everything below `/employee`, and what `/customer` tells of customers themselves."""
    return (*_of_employees(Employees(services)), *_of_customers(Customers(services)))


def _of_employees(employees: Employees) -> tuple[Route, ...]:
    return (
        Route("GET", "/employee", employees.list, _VIEWER, "Who works for a customer", response=wire.EmployeeList),
        Route(
            "GET",
            "/employee/{employee}",
            employees.one,
            _VIEWER,
            "Show an employee",
            response=wire.EmployeeObject,
            inline=True,
            objects={"employee": Kind.STAFF},
        ),
    )


def _of_customers(customers: Customers) -> tuple[Route, ...]:
    reseller = credential(Role.RESELLER)
    return (
        Route("GET", "/customer", customers.list, reseller, "Customers within reach", response=wire.CustomerList),
        Route(
            "GET",
            "/customer/{customer}",
            customers.one,
            _VIEWER,
            "Show a customer",
            response=wire.CustomerObject,
            inline=True,
        ),
        Route(
            "GET",
            "/customer/{customer}/name",
            customers.name,
            _VIEWER,
            "What a customer is called",
            response=wire.CustomerName,
            inline=True,
        ),
        Route(
            "GET",
            "/customer/{customer}/security",
            customers.security,
            _VIEWER,
            "Which second factor a customer asks for",
            response=wire.CustomerSecurity,
            inline=True,
        ),
    )
