//! `user` and `token`: the service's accounts and tokens, from the machine itself, beside a service that may run.

use super::Answer;
use super::args::{ServeArgs, TokenCommand, UserArgs, UserCommand};
use super::serve::{of_store, settings, store};
use super::voice::{Trouble, Voice};
use crate::store::{Access, Account, Id, Role, Store, StoreError, Token};
use crate::web::settings::Settings;
use crate::web::{self, now};

pub fn user(typed: UserCommand, voice: &Voice) -> Result<Answer, Trouble> {
    match typed {
        UserCommand::Add(typed) => {
            let role = Role::parse(&typed.role).ok_or_else(|| {
                Trouble::could_not("This is no role. Take uploader, approver, auditor or administrator.")
            })?;
            let (settings, store) = opened(&typed.user.settings, voice)?;
            let account = store.create_account(&typed.user.name, role, "en", Id::OPERATOR, now()).map_err(of_store)?;
            say_link(&settings, &store, &account, voice)?;
        }
        UserCommand::Passwd(typed) => {
            let (settings, store) = opened(&typed.settings, voice)?;
            let account = named(&store, &typed)?;
            say_link(&settings, &store, &account, voice)?;
        }
        UserCommand::List(typed) => {
            let (_, store) = opened(&typed, voice)?;
            for account in store.accounts().map_err(of_store)? {
                let state = if account.enrolled { "enrolled" } else { "has not used the link yet" };
                voice.result(&format!("{}  {}  {}  {state}\n", account.id, account.role.word(), account.name));
            }
        }
        UserCommand::Remove(typed) => {
            let (_, store) = opened(&typed.settings, voice)?;
            let account = named(&store, &typed)?;
            store.remove_account(account.id, Id::OPERATOR, now()).map_err(of_store)?;
            voice.note("the account is removed, its sessions and tokens with it");
        }
    }
    Ok(Answer::Yes)
}

pub fn token(typed: TokenCommand, voice: &Voice) -> Result<Answer, Trouble> {
    match typed {
        TokenCommand::Create(typed) => {
            let (_, store) = opened(&typed.user.settings, voice)?;
            let account = named(&store, &typed.user)?;
            let access = if typed.write { Access::Write } else { Access::Read };
            let made = store.create_token(account.id, access, &typed.label, Id::OPERATOR, now());
            let (_, token) = made.map_err(of_store)?;
            voice.result(&format!("{}\n", token.as_str()));
            voice.note("this is the only time the token is shown");
        }
        TokenCommand::List(typed) => {
            let (_, store) = opened(&typed.settings, voice)?;
            let account = named(&store, &typed)?;
            for token in own_tokens(&store, &account)? {
                voice.result(&format!(
                    "{}  {}  {}\n",
                    token.id,
                    token.access.word(),
                    super::voice::Plain(&token.label)
                ));
            }
        }
        TokenCommand::Revoke(typed) => {
            let (_, store) = opened(&typed.user.settings, voice)?;
            let account = named(&store, &typed.user)?;
            let id = Id::parse(&typed.id).ok_or_else(|| {
                Trouble::could_not("This is no token's number. `handover token list` shows those of an account.")
            })?;
            if !own_tokens(&store, &account)?.iter().any(|token| token.id == id) {
                return Err(of_store(StoreError::NotFound));
            }
            store.revoke_token(id, Id::OPERATOR, now()).map_err(of_store)?;
            voice.note("the token is ended");
        }
    }
    Ok(Answer::Yes)
}

fn opened(typed: &ServeArgs, voice: &Voice) -> Result<(Settings, Store), Trouble> {
    let settings = settings(typed.config.as_deref(), voice)?;
    let store = store(&settings)?;
    Ok((settings, store))
}

fn named(store: &Store, typed: &UserArgs) -> Result<Account, Trouble> {
    store.account_named(&typed.name).map_err(|error| match error {
        StoreError::NotFound => {
            Trouble::could_not("There is no account of this name. `handover user list` shows those there are.")
        }
        other => of_store(other),
    })
}

fn own_tokens(store: &Store, account: &Account) -> Result<Vec<Token>, Trouble> {
    Ok(store.tokens().map_err(of_store)?.into_iter().filter(|token| token.account == account.id).collect())
}

fn say_link(settings: &Settings, store: &Store, account: &Account, voice: &Voice) -> Result<(), Trouble> {
    let link = store.issue_link(account.id, Id::OPERATOR, now()).map_err(of_store)?;
    voice.result(&format!("{}/enrol/{}\n", web::address(settings), link.secret.as_str()));
    voice.note("the link works once, for three days; give it by a way that you trust");
    Ok(())
}
